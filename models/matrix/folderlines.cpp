// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/folderlines.h"

#include "models/base/tr.h"
#include "models/matrix/wikiescape.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype MostWords = 4; // of one folder's name

bool saysNothing(const QString &text)
{
    static const QRegularExpression nothing(QStringLiteral("^([-\\x{2013}\\x{2014}]|n/?a|none|nothing)\\.?$"),
                                            QRegularExpression::CaseInsensitiveOption);
    return nothing.match(text).hasMatch();
}

/// Words that no folder's name has after a space, but sentences do.
bool isProseWord(const QString &word)
{
    static const QSet<QString> prose = [] {
        const QStringList words =
            QStringLiteral("and or but not no except excluding exclude excl without with within including include incl "
                           "also plus minus only all any every everything each other others rest of it its is are was "
                           "be in into on at to from by for via until since before after if when where which that "
                           "this the some most see tbc tbd todo daily nightly weekly monthly yearly old new ok")
                .split(u' ');
        return QSet<QString>(words.begin(), words.end());
    }();
    return prose.contains(word);
}

bool endsPhrase(const QString &word)
{
    return QStringLiteral(".,;:!?\u2026").contains(word.back());
}

/// "/data[1]", "/data*": what points to a remark elsewhere.
bool hasFootnote(const QString &text)
{
    static const QRegularExpression mark(
        QStringLiteral("(\\[[^\\[\\]/]{1,3}\\]|[*\\x{2020}\\x{2021}\\x{b9}\\x{b2}\\x{b3}\\x{2070}-\\x{2079}])$"));
    return mark.match(text).hasMatch();
}

/// Whether each space is followed by more of the path, or within "<course id>": the words at its end may as well be
/// a remark ("/data course backups").
bool goesOnBehindSpaces(QString text)
{
    static const QRegularExpression placeholder(QStringLiteral("<[^<>]*>"));
    text.remove(placeholder);
    return !text.mid(text.lastIndexOf(u'/')).contains(u' ');
}

/// Whether a word behind a space may belong to a folder's name; "(old)", "-", "->" begin a remark.
bool mayBeOfName(const QString &word)
{
    const QChar first = word.front();
    return (first.isLetterOrNumber() || first == u'_' || first == u'\\') && !isProseWord(word.toLower());
}

bool isFolder(const QString &text, bool alone)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    if (endsPhrase(text) || hasFootnote(text))
        return false;
    if (words.size() < 2)
        return true;
    return alone && words.size() <= MostWords && goesOnBehindSpaces(text) && !text.contains(QStringLiteral("/ "))
        && std::none_of(words.begin(), words.end(), endsPhrase)
        && std::all_of(words.begin() + 1, words.end(), mayBeOfName);
}

} // namespace

Result<QStringList> foldersOfLine(const QString &line)
{
    static const QRegularExpression listMark(QStringLiteral("^([-*+\\x{2022}\\x{2013}\\x{b7}]|\\d{1,3}[.)])\\s+(?=/)"));
    static const QRegularExpression between(QStringLiteral("\\s*[,;]\\s*(and\\s+)?(?=/)|\\s+((and|&|\\+)\\s+)?(?=/)"),
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression ending(QStringLiteral("\\s*[,;]\\s*$"));
    QString text = line.trimmed();
    text.remove(listMark);
    text.remove(ending);
    if (text.isEmpty() || saysNothing(text))
        return QStringList();
    if (!text.startsWith(u'/'))
        return QStringList {text};
    const QStringList folders = text.split(between);
    for (const QString &folder : folders) {
        if (!isFolder(folder, folders.size() == 1))
            return fail(ErrorKind::BadInput, Tr::tr("\"%1\" says more than folders.").arg(visibleText(line)),
                        Tr::tr("Write each folder on a line of its own, and nothing else."));
    }
    return folders;
}

Result<QList<BytePath>> joinedFolders(const QList<BytePath> &folders, const QList<BytePath> &more)
{
    QList<BytePath> joined = folders;
    QSet<BytePath> known(folders.begin(), folders.end());
    for (const BytePath &folder : more) {
        if (known.contains(folder))
            continue;
        if (joined.size() >= MostWikiFolders)
            return fail(ErrorKind::BadInput,
                        Tr::tr("More than %1 folders are named for one server.").arg(MostWikiFolders),
                        Tr::tr("Name the folder that holds them."));
        known.insert(folder);
        joined.append(folder);
    }
    return joined;
}

Result<QList<BytePath>> foldersOfLines(const QStringList &lines)
{
    QList<BytePath> folders;
    for (const QString &line : lines) {
        const Result<QStringList> texts = foldersOfLine(line);
        if (!texts)
            return fail(texts.error());
        for (const QString &text : *texts) {
            const Result<BytePath> folder = cleanFolder(fromWikiFolder(text));
            if (!folder)
                return fail(folder.error());
            folders.append(*folder);
        }
    }
    return joinedFolders({}, folders);
}

} // namespace Nightkeep
