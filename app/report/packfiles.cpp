// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/packfiles.h"

#include "app/report/reportwords.h"

namespace Nightkeep {

Result<QByteArray> PackFiles::write(const Pack &pack, PackFormat format, const CancelToken &cancel,
                                    const ProgressSink &progress) const
{
    switch (format) {
    case PackFormat::Pdf:
        return pdfReport(pack, cancel, progress);
    case PackFormat::Html:
        return htmlReport(pack, cancel, progress);
    case PackFormat::Odt:
        return odtReport(pack, cancel, progress);
    case PackFormat::Csv:
        return csvReport(pack, cancel, progress);
    case PackFormat::Json:
        return jsonReport(pack, cancel, progress);
    }
    return fail(ErrorKind::Internal, QStringLiteral("No such format."));
}

} // namespace Nightkeep
