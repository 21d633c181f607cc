// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalogue/manifestsigner.h"

namespace Nightkeep {

// What lies in a copy that is held, up to 500,000 members: one more, or anything that cannot be read, is Damaged. No
// name is more than text, and nothing is unpacked to a disk.

/// The directory of a zip, by QuaZip.
[[nodiscard]] Result<QList<InnerMember>> membersOfZip(const QByteArray &zip, const CancelToken &cancel);
/// The headers of a tar.gz as Moodle packs them, or GNU tar. It is unpacked piece by piece, to at most 64 GiB that
/// are passed over; more is Damaged.
[[nodiscard]] Result<QList<InnerMember>> membersOfTarGz(const QByteArray &packed, const CancelToken &cancel);

} // namespace Nightkeep
