-- SPDX-FileCopyrightText: 2026 Nightkeep authors
-- SPDX-License-Identifier: GPL-3.0-or-later

CREATE TRIGGER IF NOT EXISTS nk_seals_no_delete BEFORE DELETE ON nk_seals FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'this workspace needs a newer Nightkeep'
