-- SPDX-FileCopyrightText: 2026 Nightkeep authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Step 5: the tables of a database server are sealed as those of a file (a step seals what it leaves), and a server
-- says by which of its accounts each line of the audit log was written. A file has no accounts.

CREATE TABLE IF NOT EXISTS nk_audit_accounts (
    id {integer} NOT NULL PRIMARY KEY,
    account {text} NOT NULL
) {options}
