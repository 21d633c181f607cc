-- SPDX-FileCopyrightText: 2026 Nightkeep authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who wrote a line is what the server says, whatever the line says. USER() is the session's account; CURRENT_USER()
-- would be that of the trigger's maker here. Lines of before have none.

INSERT IGNORE INTO nk_audit_accounts (id, account) SELECT id, '' FROM nk_audit_log

CREATE TRIGGER IF NOT EXISTS nk_audit_accounts_said_here BEFORE INSERT ON nk_audit_accounts FOR EACH ROW
BEGIN
    IF NEW.id > (SELECT COALESCE(MAX(id), 0) FROM nk_audit_log) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the audit log has no such line';
    END IF;
    SET NEW.account = USER();
END

CREATE TRIGGER IF NOT EXISTS nk_audit_accounts_no_update BEFORE UPDATE ON nk_audit_accounts FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the audit log is append-only'

CREATE TRIGGER IF NOT EXISTS nk_audit_accounts_no_delete BEFORE DELETE ON nk_audit_accounts FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the audit log is append-only'

CREATE TRIGGER IF NOT EXISTS nk_audit_log_account AFTER INSERT ON nk_audit_log FOR EACH ROW
INSERT INTO nk_audit_accounts (id, account) VALUES (NEW.id, '')
