package org.millrace.journal.damage;

import org.millrace.journal.JournalException;

/** Tells a reader that the journal ends in damage: nothing behind can be read. */
public final class DamageException extends JournalException {
    private static final long serialVersionUID = 1L;

    private final transient Damage damage;

    public DamageException(Damage damage) {
        super(damage.text());
        this.damage = damage;
    }

    public Damage damage() {
        return damage;
    }
}
