"""Writes samples of this host's CLOCK_REALTIME to a unit of NTP's shared memory, as commands on standard input say.

Usage: shm_writer.py UNIT

The segment is made if there is none. Each line of input is "command key=value ...":
  sample      writes one; "written" is printed when it stands there. Keys:
                mode=0|1     (1)
                early=NANOS  the clock's stamp is so long before the receive stamp, as a pulse is before it is seen (30000)
                leap=N precision=N valid=N weeks=N nanos=0|1   (0, -20, 1, 0, 1)
                hold=SECONDS the writer is held up amid the sample, before its receive stamp (0)
  remove      removes the segment; "removed" is printed
"""

import ctypes
import struct
import sys
import time

FIRST_KEY = 0x4E545030
SIZE = 96
IPC_CREAT = 0o1000
IPC_RMID = 0
WEEK = 7 * 86400 * 1_000_000_000
SECOND = 1_000_000_000

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
libc.shmat.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int]


def attach(unit):
    identifier = libc.shmget(FIRST_KEY + unit, SIZE, IPC_CREAT | 0o666)
    if identifier < 0:
        raise OSError(ctypes.get_errno(), "shmget")
    address = libc.shmat(identifier, None, 0)
    return identifier, (ctypes.c_char * SIZE).from_address(address)


def put(memory, offset, form, value):
    struct.pack_into("@" + form, memory, offset, value)


def put_stamp(memory, seconds_at, nanos_at, stamp, with_nanos):
    put(memory, seconds_at, "q", stamp // SECOND)
    put(memory, seconds_at + 8, "i", stamp % SECOND // 1000)
    put(memory, nanos_at, "I", stamp % SECOND if with_nanos else 0)


def write(memory, keys):
    count = struct.unpack_from("@i", memory, 4)[0]
    receive = time.time_ns()
    clock = receive - keys.get("early", 30_000) + keys.get("weeks", 0) * WEEK
    with_nanos = keys.get("nanos", 1) == 1
    put(memory, 0, "i", keys.get("mode", 1))
    put(memory, 48, "i", 0)
    put(memory, 4, "i", count + 1)
    put_stamp(memory, 8, 52, clock, with_nanos)
    time.sleep(keys.get("hold", 0))
    put_stamp(memory, 24, 56, receive, with_nanos)
    put(memory, 36, "i", keys.get("leap", 0))
    put(memory, 40, "i", keys.get("precision", -20))
    put(memory, 4, "i", count + 2)
    put(memory, 48, "i", keys.get("valid", 1))


def main():
    unit = int(sys.argv[1])
    identifier, memory = attach(unit)
    print("attached", flush=True)
    for line in sys.stdin:
        command, *words = line.split()
        if command == "remove":
            libc.shmctl(identifier, IPC_RMID, None)
            print("removed", flush=True)
        else:
            write(memory, {key: int(value) for key, value in (word.split("=") for word in words)})
            print("written", flush=True)


main()
