// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTemporaryDir>

#include <atomic>
#include <memory>

namespace Nightkeep {

/// A folder that only this user may enter, with a path short enough for unix sockets (they end at
/// about 104 bytes, of which ssh wants 17 for itself). Removed at the end; folders that killed
/// programs of this user left behind are removed at the beginning: those whose lock nobody holds.
/// Thread-safe after construction.
class PrivateFolder
{
public:
    /// Below `parent`; if that is empty or too long below $XDG_RUNTIME_DIR, else below the folder
    /// for temporary files.
    explicit PrivateFolder(const QString &parent);
    ~PrivateFolder();
    PrivateFolder(const PrivateFolder &) = delete;
    PrivateFolder &operator=(const PrivateFolder &) = delete;

    [[nodiscard]] bool isValid() const { return m_folder != nullptr; }
    [[nodiscard]] QString path() const;
    /// A path in it that was not given out before.
    [[nodiscard]] QString newPath(const QString &prefix) const;

private:
    void release();

    int m_lock = -1; ///< the folder, held as long as it is there, whatever happens to the program
    std::unique_ptr<QTemporaryDir> m_folder;
    mutable std::atomic_int m_count {0};
};

} // namespace Nightkeep
