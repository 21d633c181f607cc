// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"

#include <QDateTime>

#include <optional>

namespace Nightkeep {

/// Writes a tree of files with times of its own choosing. The first failure is kept and everything
/// after it is left undone, so that a caller looks once, at the end. File names are bytes.
class DemoFolder
{
public:
    /// `top` exists; `moment` is the time of every folder and of files written without one.
    DemoFolder(BytePath top, const QDateTime &moment);

    [[nodiscard]] const BytePath &top() const { return m_top; }
    [[nodiscard]] const QDateTime &moment() const { return m_moment; }
    void folder(const BytePath &path); ///< below the top, with those above it
    void file(const BytePath &path, const QByteArray &contents, const QDateTime &modified = {});
    void program(const BytePath &path, const QByteArray &contents); ///< a file that can be run
    void link(const BytePath &path, const BytePath &target); ///< a symbolic link; `target` as it is to be read
    void touch(const BytePath &path, const QDateTime &modified); ///< sets the time of what is there
    /// Sets the folders' times, which every file in them has changed. Failed, or what went wrong before.
    [[nodiscard]] Result<void> finish();
    [[nodiscard]] bool failed() const { return m_error.has_value(); }
    void setError(const Error &error);

private:
    void write(const BytePath &path, const QByteArray &contents, int mode, const QDateTime &modified);
    void noteError(const BytePath &path);

    BytePath m_top;
    QDateTime m_moment;
    QList<BytePath> m_folders; ///< in the order made: a folder comes before those in it
    std::optional<Error> m_error;
};

} // namespace Nightkeep
