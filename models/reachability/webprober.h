// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/reachability/webcheck.h"

#include <chrono>

namespace Nightkeep {

/// Asks a web address once, following redirects outwards, without keeping or sending cookies or passwords.
/// Blocking and thread-safe; never called on the window's thread.
class WebProber
{
public:
    virtual ~WebProber() = default;

    /// `address` as webAddress() gives it. Whatever the network says is an answer, without `askedAt`.
    /// Errors: Cancelled; MissingTool where this machine cannot encrypt. `limit` holds for all of it,
    /// redirects included.
    [[nodiscard]] virtual Result<WebAnswer> probe(const QUrl &address, std::chrono::milliseconds limit,
                                                  const CancelToken &cancel) = 0;
};

} // namespace Nightkeep
