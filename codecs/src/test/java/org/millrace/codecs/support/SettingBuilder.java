package org.millrace.codecs.support;

import java.math.BigDecimal;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandEncoder;

/** Makes a SettingCommand. */
public final class SettingBuilder extends EventBuilder<SettingBuilder> {
    private final SettingCommandEncoder command = new SettingCommandEncoder();
    private final Setting setting;
    private final BigDecimal value;
    private int accountId;
    private String text = "";

    SettingBuilder(Events events, Setting setting, String value) {
        super(events);
        this.setting = setting;
        BigDecimal decimal = new BigDecimal(value);
        this.value = decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }

    /** Speaks of one account. */
    public SettingBuilder account(int id) {
        accountId = id;
        return this;
    }

    /** Says a word. */
    public SettingBuilder text(String word) {
        text = word;
        return this;
    }

    @Override
    int encode() {
        command.wrapAndApplyHeader(buffer, 0, header)
                .value(value.unscaledValue().longValueExact())
                .setting(setting)
                .valueExponent((byte) -value.scale())
                .accountId(accountId)
                .text(text)
                .commandId()
                .mostSignificant(0)
                .leastSignificant(0);
        return header.encodedLength() + command.encodedLength();
    }

    @Override
    SettingBuilder self() {
        return this;
    }
}
