// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/reachability/reachabilityservice.h"

#include <QJsonObject>

namespace Nightkeep {

/// {server, address, askedAt, outcome, status, redirects: [{address, status}], finalAddress,
///  firstByteMs, certificate: {subject, issuer, validFrom, validTo, faults: []}|null, state, sentence,
///  remarks: [], detail, notKept: {}|null}, or {server, error} where nothing was asked.
[[nodiscard]] QJsonObject webJson(const WebOutcome &outcome, const QDateTime &now);

/// {one: {...}, other: {...}, state, sentence, sameVersion, remarks: [{id, state, severity, sentence,
///  advice}], notKept: {}|null}; sameVersion is null while one is not known.
[[nodiscard]] QJsonObject pairJson(const PairAnswer &pair);

} // namespace Nightkeep
