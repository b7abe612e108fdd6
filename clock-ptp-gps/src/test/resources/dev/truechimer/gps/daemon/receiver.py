"""A satellite receiver for tests: writes NMEA sentences of this host's CLOCK_REALTIME to a pty, each second.

Usage: receiver.py LINK CONTROL OWNER

LINK     becomes a symbolic link to the pty.
CONTROL  a file of lines "key value", read again each second:
           fix 0|1       whether there is a fix (1)
           talk 0|1      whether anything is written (1)
           offset S      how far the receiver is ahead of the truth, whole seconds (0)
           weeks N       the same in weeks (0)
           delay MS      how long after its second a receiver begins to talk (80)
           replay PATH   a recorded log whose sentences are written instead, up to each RMC in a second, again and again
OWNER    the number of the user who may open the pty.
"""

import datetime
import os
import select
import sys
import time
import tty

WEEK = 7 * 86400


def read_control(path):
    settings = {"fix": "1", "talk": "1", "offset": "0", "weeks": "0", "delay": "80", "replay": ""}
    with open(path, encoding="ascii") as lines:
        for line in lines:
            key, _, value = line.strip().partition(" ")
            settings[key] = value
    return settings


def sentence(body):
    checksum = 0
    for byte in body.encode("ascii"):
        checksum ^= byte
    return "$%s*%02X\r\n" % (body, checksum)


def cycle(second, fix):
    """GGA, GSA, RMC and ZDA, as a receiver sends them for one second."""
    when = datetime.datetime.fromtimestamp(second, datetime.timezone.utc)
    clock = when.strftime("%H%M%S.00")
    place = "4807.0380,N,01131.0000,E" if fix else ",,,"
    return "".join([
        sentence("GPGGA,%s,%s,%s,08,0.9,545.4,M,46.9,M,," % (clock, place, "1" if fix else "0")),
        sentence("GPGSA,A,%s,04,05,09,12,24,,,,,,,,2.5,1.3,2.1" % ("3" if fix else "1")),
        sentence("GPRMC,%s,%s,%s,0.0,0.0,%s,,,A" % (clock, "A" if fix else "V", place, when.strftime("%d%m%y"))),
        sentence("GPZDA,%s,%s,00,00" % (clock, when.strftime("%d,%m,%Y"))),
    ])


def recorded_cycles(path):
    """The sentences of a log, in pieces that end with an RMC each; for ever."""
    with open(path, encoding="ascii") as log:
        sentences = [line.strip() for line in log if line.startswith("$")]
    while True:
        piece = ""
        for each in sentences:
            piece += each + "\r\n"
            if each[3:6] == "RMC":
                yield piece
                piece = ""


def open_pty(link, owner):
    master, slave = os.openpty()
    tty.setraw(slave)
    name = os.ttyname(slave)
    if os.getuid() == 0:
        os.chown(name, owner, -1)
    temporary = link + ".new"
    os.symlink(name, temporary)
    os.replace(temporary, link)
    # The slave stays open here, so that the line does not hang up while nobody else has it open.
    return master


def main():
    link, control, owner = sys.argv[1], sys.argv[2], int(sys.argv[3])
    line = open_pty(link, owner)
    os.set_blocking(line, False)
    log = None
    while True:
        settings = read_control(control)
        now = time.time()
        second = int(now) + 1
        time.sleep(max(0.0, second + int(settings["delay"]) / 1000 - now))
        if settings["talk"] == "1":
            if settings["replay"]:
                log = log or recorded_cycles(settings["replay"])
                text = next(log)
            else:
                shown = second + int(settings["offset"]) + int(settings["weeks"]) * WEEK
                text = cycle(shown, settings["fix"] == "1")
            try:
                os.write(line, text.encode("ascii"))
            except BlockingIOError:
                pass  # Nobody reads: a serial line would lose it too.
        while select.select([line], [], [], 0)[0]:
            os.read(line, 4096)  # What gpsd asks of a receiver.


main()
