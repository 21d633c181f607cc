-- SPDX-FileCopyrightText: 2026 Nightkeep authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Step 6: the table of values is sealed in parts too, so that what is read can be held against its seal without reading
-- what is remembered of all servers. A part is a collection; of the history, what belongs to one server (`value_key`).
-- The sizes of each server's disks are kept in one row beside its history, from which they are made.
-- An older program that has the workspace open would write rows without their part's seal. It deletes a table's seal to
-- write it anew: that is refused from here on.

CREATE TABLE IF NOT EXISTS nk_part_seals (
    collection {key} NOT NULL,
    value_key {key} NOT NULL,
    digest {text} NOT NULL,
    PRIMARY KEY (collection, value_key)
) {options}
