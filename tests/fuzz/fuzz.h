// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

/// What each target has: a parser fed with anything, which says whether it could read it, and inputs that it must be
/// able to read, from which others are made: else only its first check would be tried.
[[nodiscard]] bool fuzz(const QByteArray &data);
[[nodiscard]] QByteArrayList seeds();
