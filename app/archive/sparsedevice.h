// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiverun.h"

#include <QIODevice>

namespace Nightkeep {

/// A tar of which only the headers are at hand, read as if it were whole: zeros elsewhere.
/// Random access, read-only. The skeleton outlives the device.
class SparseDevice final : public QIODevice
{
    Q_OBJECT

public:
    explicit SparseDevice(const TarSkeleton &skeleton, QObject *parent = nullptr);

    [[nodiscard]] qint64 size() const override { return m_skeleton.bytes; }
    [[nodiscard]] bool isSequential() const override { return false; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    const TarSkeleton &m_skeleton; ///< its blocks in ascending order
};

} // namespace Nightkeep
