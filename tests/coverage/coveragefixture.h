// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Servers and what they said, written in one line each, for the tests of coverage.
#pragma once

#include "models/coverage/coverage.h"

#include <QStringList>
#include <QTimeZone>

namespace CoverageFixture {

using namespace Nightkeep;

inline QDateTime noon()
{
    return QDateTime(QDate(2008, 10, 25), QTime(12, 0), QTimeZone::utc());
}

inline QList<BytePath> folders(const QString &text)
{
    QList<BytePath> list;
    for (const QString &part : text.split(u' ', Qt::SkipEmptyParts))
        list.append(part.toUtf8());
    return list;
}

/// "/:ext4 /data:ext4 /net:nfs /here=/there": target and type, or a bind mount and where its files stand
/// too; nfs, cifs, fuse.x and autofs are not local.
inline QList<Mount> mounts(const QString &text)
{
    QList<Mount> list;
    for (const QString &part : text.split(u' ', Qt::SkipEmptyParts)) {
        Mount mount;
        const bool bind = part.contains(u'=');
        mount.target = part.section(bind ? u'=' : u':', 0, 0).toUtf8();
        mount.type = bind ? QStringLiteral("ext4") : part.section(u':', 1);
        if (bind) {
            mount.bindOf = part.section(u'=', 1).toUtf8();
            mount.root = mount.bindOf;
        }
        mount.local = !mount.type.startsWith(QLatin1String("nfs")) && !mount.type.startsWith(QLatin1String("fuse."))
            && mount.type != u"autofs" && mount.type != u"cifs";
        list.append(mount);
    }
    return list;
}

/// "/data /old:never /slow:36": names; ":never" has no full incremental, ":36" one of so many hours
/// before noon; without either it is of that morning.
inline QList<FileSpace> fileSpaces(const QString &text)
{
    QList<FileSpace> list;
    for (const QString &part : text.split(u' ', Qt::SkipEmptyParts)) {
        FileSpace space;
        space.name = part.section(u':', 0, 0).toUtf8();
        const QString age = part.section(u':', 1);
        if (age != u"never")
            space.lastIncremental = noon().addSecs(age.isEmpty() ? -9 * 3600 : -3600 * age.toInt());
        list.append(space);
    }
    return list;
}

/// "-dir /a/b; -fs /c; - /.../core; + /a/.../*": excludes and includes, top down; their file is "incl.excl".
inline QList<IncludeExcludeRule> rules(const QString &text)
{
    using Scope = IncludeExcludeRule::Scope;
    QList<IncludeExcludeRule> list;
    for (const QString &part : text.split(u';', Qt::SkipEmptyParts)) {
        const QString kind = part.trimmed().section(u' ', 0, 0);
        IncludeExcludeRule rule;
        rule.include = kind == u"+";
        rule.scope = kind == u"-dir" ? Scope::Directory
            : kind == u"-fs"         ? Scope::FileSpace
            : kind == u"."           ? Scope::Other
                                     : Scope::File;
        rule.pattern = part.trimmed().section(u' ', 1).toUtf8();
        rule.source = QStringLiteral("/opt/tivoli/incl.excl");
        list.append(rule);
    }
    return list;
}

/// What the client said, in the words above; "?" for what is not known.
inline ServerSnapshot snapshot(const QString &mountText, const QString &spaces = QStringLiteral("?"),
                               const QString &domain = QStringLiteral("?"), const QString &ruleText = {})
{
    ServerSnapshot made;
    made.takenAt = noon();
    made.mounts = mounts(mountText);
    if (spaces != u"?")
        made.fileSpaces = fileSpaces(spaces);
    if (domain != u"?")
        made.domain = folders(domain);
    made.rules = rules(ruleText);
    return made;
}

inline Server server(const QString &current, const QString &wanted)
{
    Server made;
    made.name = QStringLiteral("moodle-a");
    made.current = folders(current);
    made.wanted = folders(wanted);
    return made;
}

/// "/data/moodle covered /data observed", one row per line; "-" for no cover; "+" marks an unasked one.
inline QString printed(const QList<CoverageRow> &rows)
{
    QStringList lines;
    for (const CoverageRow &row : rows) {
        const QString by = row.by.isEmpty() ? QStringLiteral("-") : QString::fromUtf8(row.by);
        lines.append(QStringList {(row.wanted ? QString() : QStringLiteral("+")) + QString::fromUtf8(row.folder),
                                  nameOf(row.state), by, nameOf(row.evidence)}
                         .join(u' '));
    }
    return lines.join(u'\n');
}

/// The verdict on /data/moodle, without its folder.
inline QString verdict(const QList<CoverageRow> &rows)
{
    return printed({rows.first()}).mid(QStringLiteral("/data/moodle ").size());
}

} // namespace CoverageFixture
