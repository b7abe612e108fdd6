"""A receiver at a pseudo-terminal, told what to do by lines on standard input.

    delay S      the first character of each second comes so long after the second; more characters after it
    shift S      the time that it names is so far ahead of the host's
    weeks N      and so many weeks
    fix 0|1      whether it has one
    noise 0|1    whether it writes bytes of no meaning before each second's sentences
    unplug       the terminal hangs up
    plug         there is a new one, behind the same link

The link is the only argument. It says "ready" when it is there, and "done" after each command. It ends when its input does.
"""

import datetime
import os
import select
import sys
import time
import tty

LINK = sys.argv[1]
BITS_PER_CHARACTER = 10
BAUD = 9600

# A second for which the host has held it up for longer it leaves out, so that its delay stays what it was told.
MOST_LATE_SECONDS = 0.05

state = {"delay": 0.03, "shift": 0.0, "weeks": 0, "fix": 1, "noise": 0}
master = None


def plug():
    global master
    master, slave = os.openpty()
    tty.setraw(slave)
    path = os.ttyname(slave)
    temporary = LINK + ".new"
    os.symlink(path, temporary)
    os.rename(temporary, LINK)
    os.close(slave)


def unplug():
    global master
    os.unlink(LINK)
    os.close(master)
    master = None


def sentence(content):
    total = 0
    for character in content.encode():
        total ^= character
    return "$%s*%02X\r\n" % (content, total)


def sentences(second):
    named = second + state["shift"] + state["weeks"] * 604800
    date = datetime.datetime.fromtimestamp(round(named), datetime.timezone.utc)
    clock = date.strftime("%H%M%S.00")
    fix = state["fix"]
    place = "4807.038,N,01131.000,E" if fix else ",,,"
    lines = [
        sentence("GNGGA,%s,%s,%d,08,0.9,545.4,M,46.9,M,," % (clock, place, fix)),
        sentence("GPGSV,1,1,02,04,40,083,46,05,17,308,41"),
        sentence("GNRMC,%s,%s,%s,0.0,0.0,%s,,,%s" % (clock, "AV"[1 - fix], place, date.strftime("%d%m%y"), "AN"[1 - fix])),
        sentence("GNZDA,%s,%s,00,00" % (clock, date.strftime("%d,%m,%Y"))),
    ]
    return "".join(lines).encode()


def write(data):
    try:
        os.write(master, data)
    except OSError:
        pass  # Nobody has opened the other side yet, or the buffer is full.


def send(second):
    """One line after the other, each as late as a serial line would have it; the first character at once."""
    if state["noise"]:
        write(b"\xb5\x62\x01\x07noise")
    for line in sentences(second).splitlines(keepends=True):
        write(line)
        time.sleep(len(line) * BITS_PER_CHARACTER / BAUD)


def obey(command):
    words = command.split()
    if words[0] == "unplug":
        unplug()
    elif words[0] == "plug":
        plug()
    else:
        state[words[0]] = float(words[1]) if words[0] in ("delay", "shift") else int(words[1])
    print("done", flush=True)


plug()
print("ready", flush=True)
second = int(time.time()) + 1
while True:
    wait = second + state["delay"] - time.time()
    # A delay of more than a second must not make it miss seconds.
    readable, _, _ = select.select([sys.stdin], [], [], max(0, wait))
    if readable:
        line = sys.stdin.readline()
        if not line:
            sys.exit(0)
        obey(line)
        continue
    if master is not None and time.time() < second + state["delay"] + MOST_LATE_SECONDS:
        send(second)
    second += 1
