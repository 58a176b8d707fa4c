package org.millrace.engine.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.millrace.engine.Engine;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.gateway.notify.Notifier;
import org.millrace.gateway.notify.Notifiers;
import org.millrace.gateway.notify.NotifySettings;
import org.millrace.journal.JournalSettings;
import org.millrace.journal.cursor.Cursor;
import org.millrace.journal.cursor.Cursors;
import org.millrace.journal.questdb.QuestDbSettings;

/** Makes the one that tells people of alerts. What fired before there was one is not told. */
final class AlertTelling {
    private static final String LEDGER = "notices";

    private AlertTelling() {}

    /** Returns the cursors that retention waits for: the store's and the notifier's, as far as there are these. */
    static List<String> cursors(MillraceSettings settings) {
        List<String> names = new ArrayList<>();
        if (settings.questdb().mode() != QuestDbSettings.Mode.NONE) {
            names.add(ProgramStore.CURSOR);
        }
        if (settings.alerts().isOn()) {
            names.add(Notifier.CURSOR);
        }
        return names;
    }

    static Notifier open(NotifySettings settings, Engine engine, Path data, EpochNanoClock clock) {
        Cursors cursors = new Cursors(data.resolve(JournalSettings.CURSORS));
        boolean isNew = !cursors.names().contains(Notifier.CURSOR);
        Cursor cursor = cursors.open(Notifier.CURSOR);
        if (isNew) {
            cursor.moveTo(engine.outputs().lastSequence());
        }
        return Notifiers.of(
                settings,
                new Notifier.Source(engine.outputs()::reader, cursor, engine.resolver()::instrument),
                data.resolve(LEDGER),
                new Notifier.Clocks(SystemNanoClock.INSTANCE, clock),
                Background::thread);
    }
}
