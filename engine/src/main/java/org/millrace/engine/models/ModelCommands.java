package org.millrace.engine.models;

import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.ModelAction;
import org.millrace.codecs.sbe.ModelCommandDecoder;
import org.millrace.codecs.sbe.ModelState;
import org.millrace.engine.command.CommandAnswers;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.gateway.protocol.ErrorCode;

/**
 * Promotes models, rolls them back, has them shadow others, and retires them. Settings say the same at each start: a command of
 * account {@link #OF_SETTINGS} that says what settings have said before changes nothing, and one that retires ends only what
 * still has the role that they gave it, so that what was commanded since stands.
 */
public final class ModelCommands {
    /** Account of commands that come from the settings. */
    public static final int OF_SETTINGS = 0;

    private static final int COMMANDS_KEPT = 1_024;
    private static final List<ModelState> ROLES = List.of(ModelState.PROMOTED, ModelState.SHADOW);
    private static final String DIGITS = "0123456789abcdef";

    private final ModelRoster roster;
    private final DeclaredSets sets;
    private final ModelLibrary library;
    private final ModelMessages messages;
    private final CommandAnswers answers;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ModelCommandDecoder command = new ModelCommandDecoder();
    private final SettledModels settled = new SettledModels();

    ModelCommands(
            ModelRoster roster, DeclaredSets sets, ModelLibrary library, ModelMessages messages, EventConsumer next) {
        this.roster = roster;
        this.sets = sets;
        this.library = library;
        this.messages = messages;
        answers = new CommandAnswers(COMMANDS_KEPT, next);
    }

    /** Obeys a command, and answers it. */
    void obey(DirectBuffer buffer, int offset) {
        command.wrapAndApplyHeader(buffer, offset, header);
        if (answers.repeat(buffer, offset)) {
            return;
        }
        int error =
                switch (command.action()) {
                    case PROMOTE, SHADOW -> begin(buffer, offset);
                    case ROLL_BACK -> rollBack(command.name(), buffer, offset);
                    case RETIRE ->
                        command.accountId() == OF_SETTINGS
                                ? withdraw(command.name(), command.modelVersion(), buffer, offset)
                                : retire(command.name(), command.modelVersion(), buffer, offset);
                    default -> ErrorCode.BAD_REQUEST;
                };
        answers.answer(buffer, offset, error, command.modelId());
    }

    /** Retires whoever wants other features than there are by now. */
    void onSetsChanged(DirectBuffer buffer, int offset) {
        for (int i = 0; i < roster.count(); ) {
            RunningModel model = roster.get(i);
            if (sets.has(model.terms())) {
                i++;
            } else {
                settled.removeAll(model.name());
                end(model, buffer, offset);
            }
        }
    }

    void save(SnapshotWriter out) {
        answers.save(out);
        settled.save(out);
    }

    void load(SnapshotReader in) {
        answers.load(in);
        settled.load(in);
    }

    /** Returns the roles that settings have given. */
    List<SettledModel> settled() {
        return settled.all();
    }

    private int begin(DirectBuffer buffer, int offset) {
        String name = command.name();
        String hash = hash();
        int instrumentId = EventPrefix.instrumentId(buffer, offset);
        ModelState role = command.action() == ModelAction.PROMOTE ? ModelState.PROMOTED : ModelState.SHADOW;
        SettledModels.Said said = new SettledModels.Said(hash, instrumentId, command.modelVersion());
        boolean isOfSettings = command.accountId() == OF_SETTINGS;
        if (isOfSettings && settled.has(name, role, said)) {
            return ErrorCode.NONE;
        }
        LoadedModel loaded = load(name, hash);
        if (loaded == null || !isMeant(loaded.model().terms())) {
            return ErrorCode.BAD_REQUEST;
        } else if (!sets.has(loaded.model().terms())) {
            return ErrorCode.OTHER_FEATURES;
        }
        begin(new RunningModel(loaded, role, instrumentId), buffer, offset);
        if (isOfSettings) {
            settled.put(name, role, said);
        }
        return ErrorCode.NONE;
    }

    /** Gives a version its role, and ends what stands in the way. */
    private void begin(RunningModel model, DirectBuffer buffer, int offset) {
        RunningModel before = roster.find(model.name(), model.terms().version());
        RunningModel promoted = model.state() == ModelState.PROMOTED ? roster.promoted(model.name()) : null;
        if (promoted != null && promoted != before) {
            roster.replace(promoted);
            messages.status(promoted, ModelState.RETIRED, buffer, offset);
        }
        if (before != null) {
            roster.remove(before); // its new role says what became of it
        }
        roster.add(model);
        messages.status(model, model.state(), buffer, offset);
    }

    /** Promotes the newest of those before whose features there are. */
    private int rollBack(String name, DirectBuffer buffer, int offset) {
        int steps = 1;
        ModelRoster.Former former = roster.former(name, steps);
        while (former != null && !sets.has(former.loaded().model().terms())) {
            former = roster.former(name, ++steps);
        }
        if (former == null) {
            return steps == 1 ? ErrorCode.UNKNOWN_MODEL : ErrorCode.OTHER_FEATURES;
        }
        roster.takeFormer(name, steps);
        RunningModel promoted = roster.promoted(name);
        if (promoted != null) {
            end(promoted, buffer, offset);
        }
        begin(new RunningModel(former.loaded(), ModelState.PROMOTED, former.instrumentId()), buffer, offset);
        return ErrorCode.NONE;
    }

    /** Retires a version; 0: all of a name. */
    private int retire(String name, int version, DirectBuffer buffer, int offset) {
        int count = roster.count();
        for (int i = 0; i < roster.count(); ) {
            RunningModel model = roster.get(i);
            if (model.name().equals(name) && (version == 0 || model.terms().version() == version)) {
                end(model, buffer, offset);
            } else {
                i++;
            }
        }
        return count == roster.count() ? ErrorCode.UNKNOWN_MODEL : ErrorCode.NONE;
    }

    /** Ends what settings do not name any more, where it is still what they made it. */
    private int withdraw(String name, int version, DirectBuffer buffer, int offset) {
        for (ModelState role : ROLES) {
            RunningModel model = roster.find(name, version);
            if (settled.remove(name, version, role, model)) {
                end(model, buffer, offset);
            }
        }
        return ErrorCode.NONE;
    }

    private void end(RunningModel model, DirectBuffer buffer, int offset) {
        roster.remove(model);
        messages.status(model, ModelState.RETIRED, buffer, offset);
    }

    private LoadedModel load(String name, String hash) {
        try {
            return library.load(name, hash);
        } catch (IllegalArgumentException e) { // the command's sender checks before, and says what is wrong
            return null;
        }
    }

    private boolean isMeant(ModelTerms terms) {
        return terms.name().equals(command.name())
                && terms.id() == command.modelId()
                && terms.version() == command.modelVersion();
    }

    private String hash() {
        StringBuilder hash = new StringBuilder(2 * ModelCommandDecoder.fileHashLength());
        for (int i = 0; i < ModelCommandDecoder.fileHashLength(); i++) {
            int each = command.fileHash(i);
            hash.append(DIGITS.charAt(each >> 4)).append(DIGITS.charAt(each & 0xF));
        }
        return hash.toString();
    }
}
