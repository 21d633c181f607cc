// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/serverfield.h"

#include "models/base/tr.h"

namespace Nightkeep {

namespace {

QStringList textLines(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n')) {
        if (const QString clean = line.simplified(); !clean.isEmpty())
            lines << clean;
    }
    return lines;
}

QStringList folderLines(const QList<BytePath> &folders)
{
    QStringList lines;
    for (const BytePath &folder : folders)
        lines << displayPath(folder);
    return lines;
}

Result<QList<BytePath>> typedFolders(const QList<BytePath> &known, const QString &typed)
{
    const QStringList knownLines = folderLines(known);
    QList<BytePath> folders;
    for (const QString &line : typed.split(u'\n')) {
        const QString text = line.trimmed();
        if (text.isEmpty())
            continue;
        BytePath folder;
        // As it was shown first: a folder's name may end with a space.
        const qsizetype asShown = knownLines.indexOf(line);
        if (const qsizetype at = asShown >= 0 ? asShown : knownLines.indexOf(text); at >= 0) {
            folder = known.at(at);
        } else {
            const Result<BytePath> clean = cleanFolder(text.toUtf8());
            if (!clean)
                return fail(clean.error());
            folder = *clean;
        }
        if (!folders.contains(folder))
            folders << folder;
    }
    return folders;
}

QString *textOf(Server &server, ServerField field)
{
    switch (field) {
    case ServerField::Name:
        return &server.name;
    case ServerField::Note:
        return &server.note;
    case ServerField::Os:
        return &server.os;
    case ServerField::Service:
        return &server.service;
    case ServerField::Web:
        return &server.web;
    case ServerField::StorageNode:
        return &server.storageNode;
    case ServerField::Policy:
        return &server.policy;
    case ServerField::Archive:
        return &server.archive;
    case ServerField::Current:
    case ServerField::Wanted:
        break;
    }
    return nullptr;
}

QList<BytePath> &foldersOf(Server &server, ServerField field)
{
    return field == ServerField::Current ? server.current : server.wanted;
}

} // namespace

const QList<ServerField> &serverFields()
{
    static const QList<ServerField> fields {
        ServerField::Name,        ServerField::Note,    ServerField::Os,     ServerField::Service, ServerField::Web,
        ServerField::StorageNode, ServerField::Current, ServerField::Wanted, ServerField::Policy,  ServerField::Archive,
    };
    return fields;
}

QString serverFieldTitle(ServerField field)
{
    switch (field) {
    case ServerField::Name:
        return Tr::tr("Server name");
    case ServerField::Note:
        return Tr::tr("Note");
    case ServerField::Os:
        return Tr::tr("OS");
    case ServerField::Service:
        return Tr::tr("Service");
    case ServerField::Web:
        return Tr::tr("Web address");
    case ServerField::StorageNode:
        return Tr::tr("Storage node");
    case ServerField::Current:
        return Tr::tr("Currently backed up");
    case ServerField::Wanted:
        return Tr::tr("Wanted");
    case ServerField::Policy:
        return Tr::tr("Backup policy");
    case ServerField::Archive:
        return Tr::tr("Archive");
    }
    return {};
}

QStringList serverFieldLines(const Server &server, ServerField field)
{
    // A name is the key: shown whole, so that no two servers look alike.
    if (field == ServerField::Name && !server.name.isEmpty())
        return {visibleText(server.name)};
    Server copy = server;
    if (const QString *text = textOf(copy, field)) {
        QStringList lines;
        for (const QString &line : textLines(*text))
            lines << visibleText(line);
        return lines;
    }
    return folderLines(foldersOf(copy, field));
}

Result<Server> withServerField(const Server &server, ServerField field, const QString &typed)
{
    Server after = server;
    QString *text = textOf(after, field);
    if (!text) {
        Result<QList<BytePath>> folders = typedFolders(foldersOf(after, field), typed);
        if (!folders)
            return fail(folders.error());
        foldersOf(after, field) = *folders;
        return after;
    }
    const bool manyLines =
        field == ServerField::Service || field == ServerField::Policy || field == ServerField::Archive;
    *text = textLines(typed).join(manyLines ? u'\n' : u' ');
    if (field == ServerField::Name && text->isEmpty()) {
        return fail(ErrorKind::BadInput, Tr::tr("A server needs a name."),
                    Tr::tr("Type the name that the team knows it by, such as its host name."));
    }
    return after;
}

void copyServerField(Server &server, const Server &other, ServerField field)
{
    Server source = other;
    if (QString *text = textOf(server, field))
        *text = *textOf(source, field);
    else
        foldersOf(server, field) = foldersOf(source, field);
}

QList<ServerField> differingFields(const Server &one, const Server &other)
{
    QList<ServerField> fields;
    for (const ServerField field : serverFields()) {
        Server changed = one;
        copyServerField(changed, other, field);
        if (changed != one)
            fields << field;
    }
    return fields;
}

} // namespace Nightkeep
