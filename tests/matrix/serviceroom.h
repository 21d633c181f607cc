// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/serverservice.h"
#include "tests/matrix/fakewikipagereader.h"
#include "tests/support/fakeremotehosts.h"
#include "tests/support/faultystores.h"

#include <QTimeZone>

namespace Nightkeep {

inline QDateTime noon()
{
    return QDateTime(QDate(2008, 10, 25), QTime(12, 0), QTimeZone::utc());
}

/// All parts that the service stands on, as fakes.
struct Room
{
    std::shared_ptr<TestStore> stored = std::make_shared<TestStore>();
    FaultyServerStore store {stored};
    FakeRemoteHosts hosts;
    FakeWikiPageReader wiki;
    FaultyAuditLog audit {stored};
    QStringList journal;
    ServerService workspace {store, hosts, wiki, audit, [] { return noon(); }};

    Room()
    {
        store.journal = &journal;
        hosts.journal = &journal;
        audit.journal = &journal;
    }
};

} // namespace Nightkeep
