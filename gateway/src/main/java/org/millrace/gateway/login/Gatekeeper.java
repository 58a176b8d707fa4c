package org.millrace.gateway.login;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.Agent;
import org.millrace.codecs.settings.Secret;
import org.millrace.codecs.settings.WatchedFile;
import org.millrace.gateway.access.Authenticator;
import org.millrace.gateway.access.Credential;
import org.millrace.gateway.access.Login;
import org.millrace.gateway.access.Login.Refusal;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.audit.Audit;
import org.millrace.gateway.audit.Deed;
import org.millrace.gateway.keys.ApiKey;
import org.millrace.gateway.keys.KeyBook;
import org.millrace.gateway.keys.KeyFile;
import org.millrace.gateway.keys.KeyUses;
import org.millrace.gateway.settings.AccessSettings;
import org.millrace.gateway.token.Tokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks keys, tokens and tickets; as an agent it reads keys anew when a file was written. */
public final class Gatekeeper implements Authenticator, Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);

    private final AccessSettings settings;
    private final Audit audit;
    private final Tickets tickets;
    private final FailedLogins failures = new FailedLogins();
    private final KeyUses uses;
    private final List<WatchedFile> files = new ArrayList<>();
    private volatile Known known;

    /** All that credentials are checked against, at one moment. */
    private record Known(KeyBook keys, Tokens tokens, long version) {}

    /**
     * Reads keys.
     *
     * @throws IllegalArgumentException if a file cannot be used, or is not safe
     */
    public Gatekeeper(AccessSettings settings, Audit audit) {
        this.settings = settings;
        this.audit = audit;
        tickets = new Tickets(settings.ticketLifetime());
        Tokens.files(settings).forEach(file -> files.add(new WatchedFile(file)));
        if (!settings.keysFile().isEmpty()) {
            files.add(new WatchedFile(Path.of(settings.keysFile())));
        }
        uses = settings.keysFile().isEmpty() ? null : new KeyUses(Path.of(settings.keysFile()));
        known = read(1);
    }

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public Login check(Secret credential, InetAddress from, long nowNs) {
        if (credential.isEmpty()) {
            return Login.refused(Refusal.MISSING);
        }
        String text = credential.text();
        boolean isKey = text.startsWith(KeyBook.PREFIX);
        Login login = isKey ? known.keys().check(credential, from, nowNs) : checkToken(text, nowNs);
        if (login.isAccepted() && isKey && uses != null) {
            uses.note(login.principal().credential().id(), nowNs);
        }
        if (login.refusal() != Refusal.BAD_CREDENTIAL) {
            return login;
        }
        int end = text.indexOf('_', KeyBook.PREFIX.length());
        String key = isKey && end > 0 ? text.substring(0, end) : "";
        return login.after(failures.onFailure(from.getHostAddress(), key, nowNs));
    }

    @Override
    public Login redeem(Secret ticket, InetAddress from, long nowNs) {
        Principal principal = asOfNow(tickets.redeem(ticket, nowNs));
        boolean holds =
                !principal.equals(Principal.NOBODY) && principal.credential().expiresNs() > nowNs;
        return holds
                ? Login.of(principal)
                : Login.refused(Refusal.BAD_CREDENTIAL).after(failures.onFailure(from.getHostAddress(), "", nowNs));
    }

    @Override
    public Secret ticket(Principal principal, long nowNs) {
        return tickets.issue(principal, nowNs);
    }

    @Override
    public long version() {
        return known.version();
    }

    @Override
    public Principal asOfNow(Principal somebody) {
        Known now = known;
        Credential credential = somebody.credential();
        boolean isSigned =
                credential.kind() != Credential.Kind.TOKEN || now.tokens().know(credential.signer());
        return isSigned ? now.keys().asOfNow(somebody) : Principal.NOBODY;
    }

    @Override
    public int doWork() {
        int written = 0;
        for (WatchedFile file : files) {
            written += file.isWritten() ? 1 : 0;
        }
        if (written > 0) {
            reload();
        }
        writeUses();
        return written;
    }

    @Override
    public void onClose() {
        writeUses();
    }

    @Override
    public String roleName() {
        return "gatekeeper";
    }

    private Login checkToken(String text, long nowNs) {
        Known now = known;
        Login login = now.tokens().check(text, nowNs);
        boolean isRevoked =
                login.isAccepted() && now.keys().asOfNow(login.principal()).equals(Principal.NOBODY);
        return isRevoked ? Login.refused(Refusal.BAD_CREDENTIAL) : login;
    }

    private void reload() {
        Known before = known;
        try {
            known = read(before.version() + 1);
        } catch (IllegalArgumentException e) {
            LOG.error("refused, and all keys stay as they were: {}", e.getMessage());
            audit.note(Deed.ofSystem("reload keys", "", "refused"));
            return;
        }
        LOG.info("keys were read anew");
        audit.note(Deed.ofSystem("reload keys", "", "ok"));
        noteKeys(before.keys(), known.keys());
    }

    /** Takes note of keys that came or were revoked. */
    private void noteKeys(KeyBook before, KeyBook now) {
        Set<String> old = new HashSet<>();
        Set<String> revoked = new HashSet<>();
        for (ApiKey key : before.keys()) {
            old.add(key.id());
            if (before.isRevoked(key)) {
                revoked.add(key.id());
            }
        }
        for (ApiKey key : now.keys()) {
            if (!old.contains(key.id())) {
                audit.note(Deed.ofSystem("new key", key.id() + " of " + key.user(), "by " + key.by()));
            }
            if (now.isRevoked(key) && !revoked.contains(key.id())) {
                audit.note(Deed.ofSystem("revoked key", key.id() + " of " + key.user(), "ok"));
            }
        }
    }

    private Known read(long version) {
        KeyBook keys = settings.keysFile().isEmpty() ? KeyBook.EMPTY : new KeyFile(Path.of(settings.keysFile())).read();
        return new Known(keys, Tokens.of(settings), version);
    }

    private void writeUses() {
        if (uses != null) {
            try {
                uses.write();
            } catch (IOException e) {
                LOG.warn("when keys were used cannot be written: {}", e.toString());
            }
        }
    }
}
