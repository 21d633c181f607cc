-- SPDX-FileCopyrightText: 2026 Nightkeep authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The audit log only grows. INSERT OR REPLACE deletes without asking the delete trigger, so the
-- third one refuses every line that does not come after the last.

CREATE TRIGGER IF NOT EXISTS nk_audit_log_no_update BEFORE UPDATE ON nk_audit_log
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END

CREATE TRIGGER IF NOT EXISTS nk_audit_log_no_delete BEFORE DELETE ON nk_audit_log
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END

CREATE TRIGGER IF NOT EXISTS nk_audit_log_at_end BEFORE INSERT ON nk_audit_log
WHEN NEW.id <= (SELECT COALESCE(MAX(id), 0) FROM nk_audit_log)
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END
