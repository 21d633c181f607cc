// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace Nightkeep {

/// What `nightkeep` is given on its command line.
struct WindowArguments
{
    QString demo;
    QString workspace;
    QString shots;
    bool exitAfterFirstPaint = false;
    bool exitWhenFilled = false;
};

/// Prints help or the version, if one is asked for, which needs no display: before there is an application.
/// Whether that could be written; nothing where neither is asked for.
[[nodiscard]] std::optional<bool> toldWithoutDisplay(int argc, char **argv, const QString &version);
/// Those of the running application; a mistake among them ends the program.
[[nodiscard]] WindowArguments readWindowArguments();
void sayShownAndExit(); ///< "shown" on standard output, for who measures

} // namespace Nightkeep
