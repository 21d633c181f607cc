// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace Nightkeep {

/// The translation context of the app floor, for free functions and structs.
struct AppTr
{
    Q_DECLARE_TR_FUNCTIONS(NightkeepApp)
};

} // namespace Nightkeep
