// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/result.h"

#include <functional>

namespace Nightkeep {

/// An account of a database, which a password opens.
struct Account
{
    enum class Of { Site, Workspace };
    Of of = Of::Site;
    QString name; ///< the site's name, or the workspace's address; empty: an account of no site
    QString user = {};
    QString server = {}; ///< where the database is, as the workspace names it
    QString destination = {}; ///< of a site: where its password is sent (siteDestination), by the row that was opened
    QString workspace = {}; ///< of a site: whose
};

/// Knows where passwords come from: the one place that all accounts are opened by. Thread-safe.
class Passwords
{
public:
    /// Connects with this password; AuthenticationFailed means that it, or the lack of one, was refused.
    using Attempt = std::function<Result<void>(const QString &password)>;

    virtual ~Passwords() = default;
    /// Attempts with the password that is at hand, or with none, and where that is refused and a person is there with
    /// what they answer. What the last attempt came to; Cancelled where the person closes the question. Blocks: a
    /// worker thread.
    [[nodiscard]] virtual Result<void> open(const Account &account, const Attempt &attempt,
                                            const CancelToken &cancel) = 0;
};

} // namespace Nightkeep
