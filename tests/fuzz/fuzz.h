// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

/// What each target has: a parser fed with anything, and inputs that it can read, from which others are made.
void fuzz(const QByteArray &data);
QByteArrayList seeds();
