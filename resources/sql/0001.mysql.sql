-- SPDX-FileCopyrightText: 2026 Nightkeep authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The audit log only grows. REPLACE asks the delete trigger here; TRUNCATE asks none, but needs the
-- right to drop the table, which an everyday account should not have.

CREATE TRIGGER IF NOT EXISTS nk_audit_log_no_update BEFORE UPDATE ON nk_audit_log FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the audit log is append-only'

CREATE TRIGGER IF NOT EXISTS nk_audit_log_no_delete BEFORE DELETE ON nk_audit_log FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the audit log is append-only'
