// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/webroots.h"

#include "models/base/framefields.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

bool webIsAbsolute(const BytePath &path)
{
    return path.startsWith('/');
}

/// The folder above Moodle's code, or that itself, that is named as web servers name what they hand out.
BytePath webFolderAbove(const BytePath &code)
{
    const QByteArrayList usual {"htdocs", "html", "www", "wwwroot", "public_html", "httpdocs", "webroot"};
    BytePath above;
    for (const QByteArray &part : pathComponents(code)) {
        above += '/' + part;
        if (usual.contains(part))
            return above;
    }
    return {};
}

} // namespace

Result<WebRoots> parseWebRoots(const QList<FrameRecord> &records)
{
    WebRoots seen;
    for (const FrameRecord &record : records) {
        if (record.type == "folder") {
            FrameFields fields(record, 1);
            seen.folder = fields.bytes();
            if (!fields.sound() || (!seen.folder.isEmpty() && !webIsAbsolute(seen.folder)))
                return damagedRecord(record);
        } else if (record.type == "root") {
            FrameFields fields(record, 3);
            const BytePath path = fields.bytes();
            const BytePath real = fields.bytes();
            const BytePath saidBy = fields.bytes();
            if (!fields.sound() || !webIsAbsolute(path) || (!real.isEmpty() && !webIsAbsolute(real)))
                return damagedRecord(record);
            seen.roots.append({path, real, saidBy});
        } else if (record.type == "unreadable") {
            FrameFields fields(record, 1);
            seen.unreadable.append(fields.bytes());
            if (!fields.sound())
                return damagedRecord(record);
        }
    }
    return seen;
}

QString webRemark(const BytePath &archiveFolder, const BytePath &codeFolder, const WebRoots &seen)
{
    const QString advice = Tr::tr("Anyone could download the archive: choose another archive folder, or see that the "
                                  "web server refuses this one.");
    const auto isBelow = [&](const BytePath &folder) {
        // What the configuration has may end in a slash, or be written in another way.
        const BytePath clean = cleanFolder(folder).value_or(BytePath());
        return !clean.isEmpty()
            && (holdsPath(clean, archiveFolder) || (!seen.folder.isEmpty() && holdsPath(clean, seen.folder)));
    };
    const auto root = std::find_if(seen.roots.cbegin(), seen.roots.cend(), [&](const WebRoots::Root &each) {
        return isBelow(each.path) || isBelow(each.real);
    });
    if (root != seen.roots.cend())
        return Tr::tr("%1 lies in %2, which a web server hands out, as %3 says. %4")
            .arg(displayPath(archiveFolder), displayPath(root->path), displayPath(root->saidBy), advice);
    if (isBelow(codeFolder))
        return Tr::tr("%1 lies in Moodle's own folder %2, which its web server hands out. %3")
            .arg(displayPath(archiveFolder), displayPath(codeFolder), advice);
    if (const BytePath above = webFolderAbove(codeFolder); isBelow(above))
        return Tr::tr("%1 lies in %2, as Moodle itself does, and a web server seems to hand that out. %3")
            .arg(displayPath(archiveFolder), displayPath(above), advice);
    return {};
}

} // namespace Nightkeep
