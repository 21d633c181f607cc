// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveplace.h"

#include "models/base/tr.h"

#include <QRegularExpression>

namespace Nightkeep {

namespace {

bool placeMatches(const QString &text, const char *pattern)
{
    return QRegularExpression(QStringLiteral("\\A(?:%1)\\z").arg(QLatin1String(pattern))).match(text).hasMatch();
}

Result<void> checkPlaceFolder(const ArchivePlace &place)
{
    const Result<BytePath> clean = cleanFolder(place.folder);
    if (!clean)
        return fail(clean.error());
    if (*clean != place.folder)
        return fail(ErrorKind::BadInput, Tr::tr("%1 is not how the folder is written.").arg(displayPath(place.folder)),
                    Tr::tr("Write it as %1.").arg(displayPath(*clean)));
    // It goes through the other server's login shell, whichever that is.
    if (place.kind == PlaceKind::SshServer && !placeMatches(QString::fromLatin1(place.folder), "/[A-Za-z0-9/._+@,=-]*"))
        return fail(ErrorKind::BadInput,
                    Tr::tr("%1 cannot be a folder of another server here.").arg(displayPath(place.folder)),
                    Tr::tr("Use a folder whose path has letters without accents, digits and / . _ + @ , = - alone."));
    return {};
}

} // namespace

QString placeKindWord(PlaceKind kind)
{
    switch (kind) {
    case PlaceKind::StorageManager:
        return Tr::tr("storage manager");
    case PlaceKind::SshServer:
        return Tr::tr("second server");
    case PlaceKind::Folder:
        return Tr::tr("mounted folder");
    case PlaceKind::Workstation:
        return Tr::tr("this workstation");
    }
    return {};
}

Result<void> checkPlace(const ArchivePlace &place)
{
    if (!placeMatches(place.name, "[A-Za-z0-9_][A-Za-z0-9._-]{0,59}"))
        return fail(ErrorKind::BadInput, Tr::tr("\"%1\" cannot be a place's name.").arg(visibleText(place.name)),
                    Tr::tr("Use up to 60 letters without accents, digits, dots, dashes and underscores; no dot or dash "
                           "at the beginning."));
    if (place.keepYears != -1 && (place.keepYears < 1 || place.keepYears > 100))
        return fail(ErrorKind::BadInput, Tr::tr("%1 years cannot have been agreed.").arg(place.keepYears),
                    Tr::tr("Give 1 to 100 years, or none where nothing was agreed."));
    if (place.kind == PlaceKind::StorageManager) {
        if (!placeMatches(place.managementClass, "|[A-Za-z0-9_.+&][A-Za-z0-9_.+&-]{0,29}"))
            return fail(ErrorKind::BadInput,
                        Tr::tr("\"%1\" cannot be a management class.").arg(visibleText(place.managementClass)),
                        Tr::tr("Give its name as the storage manager lists it, or none for the default."));
        return {};
    }
    if (place.kind == PlaceKind::SshServer
        && !placeMatches(place.host, "(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,63}@)?[A-Za-z0-9][A-Za-z0-9._-]{0,252}"))
        return fail(ErrorKind::BadInput, Tr::tr("\"%1\" cannot be a server's name.").arg(visibleText(place.host)),
                    Tr::tr("Give it as the archive's own server calls it by ssh: host, or user@host. A port belongs "
                           "into the ssh configuration there."));
    return checkPlaceFolder(place);
}

QByteArrayList placeFields(const ArchivePlace &place)
{
    return {nameOf(place.kind).toUtf8(), place.name.toUtf8(), place.managementClass.toUtf8(), place.host.toUtf8(),
            place.folder};
}

} // namespace Nightkeep
