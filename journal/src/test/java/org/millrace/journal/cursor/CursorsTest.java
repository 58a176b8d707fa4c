package org.millrace.journal.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.journal.JournalException;

class CursorsTest {
    @TempDir
    Path folder;

    @Test
    void shouldKeepWhereCursorWasMoved() {
        new Cursors(folder).open("questdb").moveTo(1234);

        assertThat(new Cursors(folder).open("questdb").sequence()).isEqualTo(1234);
    }

    @Test
    void shouldListAndDropByName() {
        Cursors cursors = new Cursors(folder);
        cursors.open("questdb").moveTo(7);
        cursors.open("archive").moveTo(9);

        boolean dropped = cursors.drop("archive");

        assertThat(dropped).isTrue();
        assertThat(cursors.names()).isEqualTo(List.of("questdb"));
        assertThat(cursors.drop("archive")).isFalse();
    }

    @Test
    void shouldHoldBackForLowestConfiguredCursorOnly() {
        Cursors cursors = new Cursors(folder);
        cursors.open("questdb").moveTo(70);
        cursors.open("notifier").moveTo(50);
        cursors.open("forgotten").moveTo(3);

        assertThat(cursors.lowest(List.of("questdb", "notifier"))).isEqualTo(50);
        assertThat(cursors.lowest(List.of("questdb", "never-moved"))).isZero();
        assertThat(cursors.lowest(List.of())).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldStepBackAndRememberWhatWasTakenBackUntilItIsSettled() {
        Cursors cursors = new Cursors(folder);
        cursors.open("ahead").moveTo(900);
        cursors.open("behind").moveTo(300);

        cursors.takeBack(500);
        cursors.open("ahead").moveTo(700);
        cursors.takeBack(600);

        assertThat(cursors.highest()).isEqualTo(599);
        assertThat(positions(cursors)).isEqualTo(List.of("599 from 500", "300 from 500"));
        cursors.open("ahead").settle(0);
        assertThat(positions(cursors)).isEqualTo(List.of("0 from 0", "300 from 500"));
    }

    private static List<String> positions(Cursors cursors) {
        return cursors.names().stream()
                .map(cursors::open)
                .map(cursor -> cursor.sequence() + " from " + cursor.takenBackFrom())
                .toList();
    }

    @Test
    void shouldNameFileThatIsNoCursor() throws IOException {
        Files.writeString(folder.resolve("questdb"), "");

        assertThatThrownBy(() -> new Cursors(folder).open("questdb"))
                .isInstanceOf(JournalException.class)
                .hasMessageStartingWith(folder.resolve("questdb") + ": is not a cursor");
    }

    @Test
    void shouldRefuseNameThatLeavesFolder() {
        assertThatThrownBy(() -> new Cursors(folder).open("../journal-in"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
