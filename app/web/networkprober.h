// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/reachability/webprober.h"

#include <QHostAddress>
#include <QList>

#include <functional>

namespace Nightkeep {

/// The addresses of a host's name.
using NameLookup = std::function<QList<QHostAddress>(const QString &host)>;

/// Asks web addresses over sockets of Qt Network. Each probe runs on a thread of its own, which ends with it,
/// so that it neither needs nor disturbs an event loop of the caller's. Thread-safe.
class NetworkProber final : public WebProber
{
public:
    /// `extraAuthorities`: certificates (PEM) that are trusted beside the machine's own. `names`: instead of the
    /// machine's own lookup.
    explicit NetworkProber(QByteArray extraAuthorities = {}, NameLookup names = {});

    [[nodiscard]] Result<WebAnswer> probe(const QUrl &address, std::chrono::milliseconds limit,
                                          const CancelToken &cancel) override;

private:
    QByteArray m_extraAuthorities;
    NameLookup m_names;
};

} // namespace Nightkeep
