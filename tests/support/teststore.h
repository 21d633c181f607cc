// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakeclock.h"
#include "tests/support/samples.h"

#include <QTemporaryDir>

namespace Nightkeep {

/// A new workspace in a file that goes with it: for tests whose store must answer as the real one does.
class TestStore
{
public:
    explicit TestStore(const Clock &clock = FakeClock().clock())
    {
        StoreOptions options;
        options.clock = clock;
        options.who = QStringLiteral("tester@workstation");
        Result<std::unique_ptr<WorkspaceStore>> made =
            WorkspaceStore::create(m_folder.filePath(QStringLiteral("workspace")), options);
        if (!made)
            qFatal("%s", Samples::why(made).constData());
        m_store = std::move(*made);
    }
    [[nodiscard]] WorkspaceStore &store() const { return *m_store; }

private:
    QTemporaryDir m_folder {Samples::memoryFolder()};
    std::unique_ptr<WorkspaceStore> m_store;
};

} // namespace Nightkeep
