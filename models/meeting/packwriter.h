// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/progress.h"
#include "models/base/result.h"
#include "models/meeting/pack.h"

namespace Nightkeep {

enum class PackFormat { Pdf, Html, Odt, Csv, Json };

template<>
inline constexpr auto Names<PackFormat> = std::to_array<Name<PackFormat>>({
    {PackFormat::Pdf, "pdf"},
    {PackFormat::Html, "html"},
    {PackFormat::Odt, "odt"},
    {PackFormat::Csv, "csv"},
    {PackFormat::Json, "json"},
});

/// What the end of a file's name asks for; none where it says no format.
[[nodiscard]] inline std::optional<PackFormat> packFormatOf(const QString &file)
{
    return fromName<PackFormat>(file.section(u'.', -1).toLower());
}

/// Writes a pack as a file's contents. Implemented by app/report. Blocks; on any thread.
class PackWriter
{
public:
    virtual ~PackWriter() = default;
    /// Cancelled; Failed with what the library says. The same pack gives the same bytes.
    [[nodiscard]] virtual Result<QByteArray> write(const Pack &pack, PackFormat format, const CancelToken &cancel,
                                                   const ProgressSink &progress = {}) const = 0;
};

} // namespace Nightkeep
