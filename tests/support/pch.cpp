// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing of its own: this target exists for the precompiled header that all tests share.
