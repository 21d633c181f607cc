-- SPDX-FileCopyrightText: 2026 Nightkeep authors
-- SPDX-License-Identifier: GPL-3.0-or-later

CREATE TRIGGER IF NOT EXISTS nk_seals_no_delete BEFORE DELETE ON nk_seals
BEGIN
    SELECT RAISE(ABORT, 'this workspace needs a newer Nightkeep');
END
