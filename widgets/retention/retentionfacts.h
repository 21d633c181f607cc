// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/retentiontables.h"

namespace Nightkeep {

class FactsView;

/// Days with those that follow one another as a span: "1 to 6 October 2008".
[[nodiscard]] QStringList nightSpansInWords(const QList<QDate> &nights);
/// The detail of a promise: how it stands and why, when and of whom it is broken, and what the site rests on.
void describePromise(FactsView &view, const PromiseLine &line, const RetentionView &site);

} // namespace Nightkeep
