package dev.truechimer.ntp;

import dev.truechimer.ntp.wire.NtpHeader;

/** A reply of stratum 1, field by field. Immutable. */
record HeaderMaker(NtpHeader make) {

    HeaderMaker() {
        this(new NtpHeader(0, 4, NtpHeader.MODE_SERVER, 1, 6, -20, 0, 0, 0x47505300, 0, 0, 0, 0));
    }

    HeaderMaker leap(int leap) {
        return with(leap, make.stratum(), make.precision(), make.referenceId());
    }

    HeaderMaker stratum(int stratum) {
        return with(make.leap(), stratum, make.precision(), make.referenceId());
    }

    HeaderMaker precision(int precision) {
        return with(make.leap(), make.stratum(), precision, make.referenceId());
    }

    HeaderMaker referenceId(int id) {
        return with(make.leap(), make.stratum(), make.precision(), id);
    }

    HeaderMaker rootDelay(int ntp32) {
        return withRoot(ntp32, make.rootDispersionNtp32());
    }

    HeaderMaker rootDispersion(int ntp32) {
        return withRoot(make.rootDelayNtp32(), ntp32);
    }

    HeaderMaker reference(long ntp64) {
        return withStamps(ntp64, make.originNtp64(), make.receiveNtp64(), make.transmitNtp64());
    }

    HeaderMaker origin(long ntp64) {
        return withStamps(make.referenceNtp64(), ntp64, make.receiveNtp64(), make.transmitNtp64());
    }

    HeaderMaker receive(long ntp64) {
        return withStamps(make.referenceNtp64(), make.originNtp64(), ntp64, make.transmitNtp64());
    }

    HeaderMaker transmit(long ntp64) {
        return withStamps(make.referenceNtp64(), make.originNtp64(), make.receiveNtp64(), ntp64);
    }

    private HeaderMaker with(int leap, int stratum, int precision, int id) {
        return new HeaderMaker(new NtpHeader(
                leap,
                4,
                make.mode(),
                stratum,
                make.poll(),
                precision,
                make.rootDelayNtp32(),
                make.rootDispersionNtp32(),
                id,
                make.referenceNtp64(),
                make.originNtp64(),
                make.receiveNtp64(),
                make.transmitNtp64()));
    }

    private HeaderMaker withRoot(int delay, int dispersion) {
        return new HeaderMaker(new NtpHeader(
                make.leap(),
                4,
                make.mode(),
                make.stratum(),
                make.poll(),
                make.precision(),
                delay,
                dispersion,
                make.referenceId(),
                make.referenceNtp64(),
                make.originNtp64(),
                make.receiveNtp64(),
                make.transmitNtp64()));
    }

    private HeaderMaker withStamps(long reference, long origin, long receive, long transmit) {
        return new HeaderMaker(new NtpHeader(
                make.leap(),
                4,
                make.mode(),
                make.stratum(),
                make.poll(),
                make.precision(),
                make.rootDelayNtp32(),
                make.rootDispersionNtp32(),
                make.referenceId(),
                reference,
                origin,
                receive,
                transmit));
    }
}
