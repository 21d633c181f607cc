<?php
// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// There, as in Moodle, to be asked for.
