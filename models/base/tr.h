// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace Nightkeep {

/// The translation context of the models floor, for free functions and structs.
struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Nightkeep)
};

} // namespace Nightkeep
