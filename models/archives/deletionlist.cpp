// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/deletionlist.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <tuple>

namespace Nightkeep {

namespace {

constexpr qsizetype largestList = qsizetype(4) * 1024 * 1024;
constexpr qsizetype mostLines = 50'000;
constexpr qsizetype longestLine = 2'000;
constexpr QLatin1String categorySeparator(" / ");

using ListedByName = QHash<QString, QList<const CourseBackups *>>;

Unexpected noList(const QString &why)
{
    return fail(ErrorKind::BadInput, why,
                Tr::tr("Give a text file in UTF-8 with the number or the short name of one course a line."));
}

/// A cell as our own tables write it: see spreadsheetSafe().
QString listedCell(const QString &cell)
{
    const QString text = cell.trimmed();
    return text.startsWith(u'\'') ? text.mid(1) : text;
}

QStringList columnsOfLine(const QString &line)
{
    QStringList columns;
    QString cell;
    bool isQuoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line.at(i);
        if (c == u'"' && (isQuoted || cell.trimmed().isEmpty())) {
            if (isQuoted && i + 1 < line.size() && line.at(i + 1) == u'"')
                cell += line.at(++i);
            else
                isQuoted = !isQuoted;
        } else if (!isQuoted && (c == u',' || c == u';' || c == u'\t')) {
            columns << listedCell(cell);
            cell.clear();
        } else {
            cell += c;
        }
    }
    return columns << listedCell(cell);
}

/// Takes what the words of a list name.
class ListReader
{
public:
    explicit ListReader(const SiteBackups &site)
        : m_site(site)
    {
        for (const CourseBackups &course : site.courses)
            m_byName[course.course.shortName.trimmed().toCaseFolded()].append(&course);
    }
    void takeWord(const QString &word)
    {
        const QString text = word.trimmed();
        const QList<const CourseBackups *> named = called(text);
        if (named.isEmpty())
            refuse(text, false);
        take(named);
    }
    void takeLine(const QString &line, bool isFirst)
    {
        QList<const CourseBackups *> named = called(line.trimmed());
        if (named.isEmpty()) {
            const QStringList columns = columnsOfLine(line);
            named = called(columns.first());
            if (named.isEmpty() && isFirst && isHeading(columns.first()))
                return;
            if (named.isEmpty() || namesOthers(columns, named)) {
                refuse(line.trimmed(), !named.isEmpty());
                return;
            }
        }
        take(named);
    }
    void take(const QList<const CourseBackups *> &courses)
    {
        for (const CourseBackups *course : courses) {
            if (!m_taken.contains(course->course.id)) {
                m_taken.insert(course->course.id);
                m_listed.courses.append(course);
            }
        }
    }
    [[nodiscard]] const ListedCourses &listed() const { return m_listed; }

private:
    [[nodiscard]] QList<const CourseBackups *> called(const QString &word) const
    {
        QList<const CourseBackups *> named = m_byName.value(word.toCaseFolded());
        bool isNumber = false;
        const qint64 id = word.toLongLong(&isNumber);
        if (const CourseBackups *course = isNumber ? m_site.find(id) : nullptr)
            named.prepend(course);
        return word.isEmpty() ? QList<const CourseBackups *>() : named;
    }
    /// Whether there are other courses behind the first: "12,13" is no course with something behind it. A number may be
    /// a count, unless there is nothing but numbers and courses.
    [[nodiscard]] bool namesOthers(const QStringList &columns, const QList<const CourseBackups *> &first) const
    {
        const auto isNumber = [](const QString &column) {
            bool isOne = false;
            std::ignore = column.toLongLong(&isOne);
            return isOne;
        };
        bool differs = false;
        bool isList = true;
        for (const QString &column : columns.mid(1)) {
            if (column.isEmpty())
                continue;
            const QList<const CourseBackups *> named = called(column);
            const bool isOther = !named.isEmpty()
                && std::none_of(named.cbegin(), named.cend(),
                                [&first](const CourseBackups *course) { return first.contains(course); });
            if (isOther && !isNumber(column))
                return true;
            differs |= isOther;
            isList &= !named.isEmpty() || (isNumber(column) && isNumber(columns.first()));
        }
        return differs && isList;
    }
    [[nodiscard]] static bool isHeading(const QString &cell)
    {
        static const QStringList headings {QStringLiteral("id"), QStringLiteral("courseid"), QStringLiteral("course"),
                                           QStringLiteral("shortname")};
        return headings.contains(QString(cell).remove(u' ').toCaseFolded());
    }
    void refuse(const QString &text, bool isOfSeveral)
    {
        if (m_refused.contains(text))
            return;
        m_refused.insert(text);
        m_listed.unclear.append({text, isOfSeveral});
    }

    const SiteBackups &m_site;
    ListedByName m_byName;
    QSet<qint64> m_taken;
    QSet<QString> m_refused;
    ListedCourses m_listed;
};

bool isInPath(const QString &path, const QString &of)
{
    return path == of || path.startsWith(of + categorySeparator);
}

/// The full paths that are called so: whole, or by their last name.
QStringList categoriesCalled(const SiteBackups &site, const QString &name)
{
    QSet<QString> known;
    for (const CourseBackups &course : site.courses) {
        for (QString path = course.course.categoryName; !path.isEmpty() && !known.contains(path);) {
            known.insert(path);
            path.truncate(std::max<qsizetype>(path.lastIndexOf(categorySeparator), 0));
        }
    }
    QStringList called;
    for (const QString &path : std::as_const(known)) {
        if (path.compare(name, Qt::CaseInsensitive) == 0)
            return {path};
        const qsizetype last = path.lastIndexOf(categorySeparator);
        if (last >= 0 && path.mid(last + categorySeparator.size()).compare(name, Qt::CaseInsensitive) == 0)
            called << path;
    }
    called.sort();
    return called;
}

Result<QList<const CourseBackups *>> coursesOfCategory(const SiteBackups &site, const QString &category)
{
    const QString name = category.trimmed();
    const qint64 number = name.toLongLong(); // 0 is no category
    QStringList paths;
    QList<const CourseBackups *> found;
    for (const CourseBackups &course : site.courses) {
        if (number > 0 && course.course.category == number)
            paths << course.course.categoryName;
    }
    paths.removeDuplicates();
    if (paths == QStringList {QString()}) // else those below it would be passed over
        return fail(ErrorKind::BadInput,
                    Tr::tr("Which categories are below \"%1\" is not known: Moodle does not tell its name.")
                        .arg(visibleText(name)),
                    Tr::tr("Name the courses themselves, by their numbers or short names."));
    if (paths.isEmpty())
        paths = categoriesCalled(site, name);
    if (paths.size() > 1)
        return fail(ErrorKind::BadInput, Tr::tr("Several categories are called \"%1\".").arg(visibleText(name)),
                    Tr::tr("Name one by its whole path: %1.").arg(visibleText(paths.mid(0, 10).join(u','))));
    for (const CourseBackups &course : site.courses) {
        const CourseState &state = course.course;
        const bool isBelow = !paths.isEmpty() && isInPath(state.categoryName, paths.first());
        if (isBelow || (number > 0 && state.category == number))
            found.append(&course);
    }
    if (found.isEmpty())
        return fail(ErrorKind::BadInput,
                    Tr::tr("No course of %1 is known to be in the category \"%2\".")
                        .arg(visibleText(site.site.name), visibleText(name)),
                    Tr::tr("Read the courses anew, or name the category by its number or its whole path."));
    return found;
}

} // namespace

Result<QStringList> parseDeletionList(const QByteArray &bytes)
{
    if (bytes.size() > largestList)
        return noList(Tr::tr("The list has more than %1 bytes.").arg(largestList));
    if (!isUtf8(bytes) || bytes.contains('\0'))
        return noList(Tr::tr("The list is no text in UTF-8."));
    QString text = QString::fromUtf8(bytes);
    if (text.startsWith(QChar(QChar::ByteOrderMark)))
        text.remove(0, 1);
    text.replace(u'\r', u'\n');
    QStringList lines;
    for (const QString &line : text.split(u'\n')) {
        const QString trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith(u'#'))
            continue;
        if (trimmed.size() > longestLine)
            return noList(Tr::tr("A line of the list has more than %1 characters.").arg(longestLine));
        if (lines.size() == mostLines)
            return noList(Tr::tr("The list has more than %1 lines.").arg(mostLines));
        lines << trimmed;
    }
    return lines;
}

Result<ListedCourses> listedCourses(const DeletionList &list, const SiteBackups &site)
{
    ListReader reader(site);
    for (const QString &word : list.words)
        reader.takeWord(word);
    for (qsizetype i = 0; i < list.lines.size(); ++i)
        reader.takeLine(list.lines.at(i), i == 0);
    if (!list.category.trimmed().isEmpty()) {
        const Result<QList<const CourseBackups *>> courses = coursesOfCategory(site, list.category);
        if (!courses)
            return fail(courses.error());
        reader.take(*courses);
    }
    if (reader.listed().courses.isEmpty() && reader.listed().unclear.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("The list names no course."),
                    Tr::tr("Name the courses by their numbers or short names, or a category."));
    return reader.listed();
}

} // namespace Nightkeep
