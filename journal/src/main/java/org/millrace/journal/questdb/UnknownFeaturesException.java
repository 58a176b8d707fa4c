package org.millrace.journal.questdb;

/** Features came whose set has not been defined in what was read so far. */
final class UnknownFeaturesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int setId;
    private final int version;

    UnknownFeaturesException(int setId, int version) {
        super("features of set " + setId + " version " + version + ", of which no definition was read");
        this.setId = setId;
        this.version = version;
    }

    int setId() {
        return setId;
    }

    int version() {
        return version;
    }
}
