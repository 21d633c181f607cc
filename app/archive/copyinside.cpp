// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/copyinside.h"

#include <QRegularExpression>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype MostOfAHead = 65536;
constexpr qsizetype MostOfNames = 500000;
constexpr qsizetype MostKeptNames = 50000;
constexpr qsizetype LongestEntry = 1048576; // of a file in files.xml

void keepEnd(QByteArray &end, QByteArrayView text, qsizetype most)
{
    end.append(text.data(), text.size());
    if (end.size() > most)
        end = end.last(most);
}

void keepBeginning(QByteArray &beginning, QByteArrayView text, qsizetype most)
{
    beginning.append(text.data(), std::clamp<qsizetype>(most - beginning.size(), 0, text.size()));
}

/// Of bytes, as the programs on servers see them: Latin-1 has one letter for each, and loses none.
std::optional<QByteArray> captured(const QByteArray &text, const char *pattern)
{
    const QRegularExpression form(QString::fromLatin1(pattern), QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = form.match(QString::fromLatin1(text));
    return match.hasMatch() ? std::optional(match.captured(1).toLatin1()) : std::nullopt;
}

bool endsWithTag(const QByteArray &tail, const QByteArray &tag)
{
    QByteArray end = tail;
    while (!end.isEmpty() && (end.back() == ' ' || (end.back() >= '\t' && end.back() <= '\r')))
        end.chop(1);
    return end.endsWith(tag);
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool isWordLetter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// What stands in the first such element; nothing where there is none.
std::optional<QByteArray> elementOf(const QByteArray &text, const QByteArray &name)
{
    const qsizetype begin = text.indexOf('<' + name + '>');
    const qsizetype from = begin + name.size() + 2;
    const qsizetype end = begin < 0 ? -1 : text.indexOf("</" + name + '>', from);
    return end < 0 ? std::nullopt : std::optional(text.mid(from, end - from));
}

} // namespace

void OldInside::take(QByteArrayView text)
{
    keepBeginning(m_head, text, 1048576);
    keepEnd(m_tail, text, 1024);
    if (!m_header.isEmpty()) {
        keepBeginning(m_header, text, 2 * 16384);
        return;
    }
    static const QRegularExpression form(QStringLiteral("<COURSE>\\s*<HEADER>"));
    m_window.append(text.data(), text.size());
    const QRegularExpressionMatch match = form.match(QString::fromLatin1(m_window));
    if (match.hasMatch())
        m_header = m_window.mid(match.capturedStart(), 2 * 16384);
    m_window = match.hasMatch() ? QByteArray() : m_window.last(std::min<qsizetype>(256, m_window.size()));
}

bool OldInside::tell(CopyWords &words) const
{
    if (!m_head.left(2000).contains("<MOODLE_BACKUP>"))
        return !words.blame(ZipFault::NoBackup);
    words.course = captured(m_header, "\\A<COURSE>\\s*<HEADER>\\s*<ID>(\\d{1,15})</ID>");
    words.shortName = shortened(
        captured(m_header, "\\A<COURSE>\\s*<HEADER>.*?<SHORTNAME>([^<]+)</SHORTNAME>").value_or(QByteArray()));
    words.date = captured(m_head.left(MostOfAHead), "<INFO>.*?<DATE>(\\d{1,10})</DATE>").value_or(QByteArray());
    const qsizetype from = m_head.indexOf("<DETAILS>");
    QByteArray details = from < 0 ? QByteArray() : m_head.mid(from);
    if (const qsizetype end = details.indexOf("</DETAILS>"); end >= 0)
        details.truncate(end);
    if (const auto users = captured(details, "<USERS>(\\w+)</USERS>"))
        words.users = *users != "none";
    if (const auto files = captured(details, "<COURSEFILES>(true|false)</COURSEFILES>"))
        words.files = *files == "true";
    words.release = shortened(captured(m_head, "<MOODLE_RELEASE>([^<]+)</MOODLE_RELEASE>").value_or(QByteArray()));
    words.site = captured(m_head, "<ORIGINAL_SITE_IDENTIFIER_HASH>([0-9a-f]{32})</").value_or(QByteArray());
    if (!endsWithTag(m_tail, "</MOODLE_BACKUP>"))
        return !words.blame(ZipFault::CutXml);
    if (!words.course)
        return !words.blame(ZipFault::NoBackup);
    words.type = "course";
    return true;
}

QByteArray hashOfMember(const QByteArray &name)
{
    const qsizetype from = name.startsWith("./") ? 2 : 0;
    const QByteArray hash = name.mid(from + 9);
    const bool isIn = name.mid(from, 6) == "files/" && name.mid(from + 8, 1) == "/" && isContentHash(hash);
    return isIn && isHexDigit(name.at(from + 6)) && isHexDigit(name.at(from + 7)) ? hash : QByteArray();
}

void LaterInside::addMember(const QByteArray &name)
{
    const QByteArray hash = QByteArray::fromHex(hashOfMember(name));
    if (hash.isEmpty() || m_has.contains(hash))
        return;
    if (m_has.size() + m_named.size() >= MostOfNames)
        m_isOdd = true;
    else
        m_has.insert(hash);
}

void LaterInside::takeOwn(QByteArrayView text)
{
    m_hasOwn = true;
    keepBeginning(m_ownHead, text, MostOfAHead);
    keepEnd(m_ownTail, text, 256);
    if (m_users && m_anonymous)
        return;
    m_ownWindow.append(text.data(), text.size());
    const auto setting = [this](const char *pattern, std::optional<bool> &value) {
        if (const auto told = value ? std::nullopt : captured(m_ownWindow, pattern))
            value = !told->isEmpty() && *told != "0";
    };
    setting("<level>root</level>\\s*<name>users</name>\\s*<value>([^<]{0,20})</value>", m_users);
    setting("<level>root</level>\\s*<name>anonymize</name>\\s*<value>([^<]{0,20})</value>", m_anonymous);
    m_ownWindow = m_ownWindow.last(std::min<qsizetype>(512, m_ownWindow.size()));
}

bool LaterInside::tellOwn(CopyWords &words) const
{
    const QByteArray &head = m_ownHead;
    if (!head.left(2000).contains("<moodle_backup>"))
        return !words.blame(ZipFault::NoBackup);
    const auto told = [&head](const char *pattern) { return captured(head, pattern).value_or(QByteArray()); };
    words.course = captured(head, "<original_course_id>(\\d{1,15})<");
    words.date = told("<backup_date>(\\d{1,10})<");
    words.shortName = shortened(told("<original_course_shortname>([^<]+)<"));
    if (const auto files = captured(head, "<include_files>([01])<"))
        words.files = *files == "1";
    words.release = shortened(told("<moodle_release>([^<]+)<"));
    words.site = told("<original_site_identifier_hash>([0-9a-f]{32})<");
    words.type = shortened(told("<type>(\\w+)<"));
    words.users = m_users;
    words.anonymous = m_anonymous.value_or(false);
    words.automated = told("<mode>(\\d{1,5})</mode>").toInt() == 50;
    if (m_isOwnWhole && !endsWithTag(m_ownTail, "</moodle_backup>"))
        return !words.blame(ZipFault::CutXml);
    if (m_isOwnWhole && !words.course)
        return !words.blame(ZipFault::NoBackup);
    return true;
}

void LaterInside::takeFiles(QByteArrayView text)
{
    m_hasFiles = true;
    keepEnd(m_filesTail, text, 256);
    if (m_isOdd) // nobody tells any more whether all is inside
        return;
    m_filesRest.append(text.data(), text.size());
    qsizetype done = 0;
    for (qsizetype at = m_filesRest.indexOf("<file"); at >= 0; at = m_filesRest.indexOf("<file", at + 1)) {
        const qsizetype close = m_filesRest.indexOf('>', at + 5);
        if (close < 0)
            break;
        if (isWordLetter(m_filesRest.at(at + 5)) || close - at - 5 > 200)
            continue;
        const qsizetype end = m_filesRest.indexOf("</file>", close + 1);
        if (end < 0)
            break;
        noteFile(m_filesRest.mid(close + 1, end - close - 1));
        done = end + 7;
        at = done - 1;
    }
    m_filesRest.remove(0, done);
    if (m_filesRest.size() > LongestEntry) {
        m_isOdd = true;
        m_filesRest.clear();
    }
}

void LaterInside::noteFile(const QByteArray &file)
{
    const QByteArray hash = elementOf(file, "contenthash").value_or(QByteArray());
    const std::optional<QByteArray> name = elementOf(file, "filename");
    bool isNumber = false;
    const qint64 bytes = elementOf(file, "filesize").value_or(QByteArray()).toLongLong(&isNumber);
    if (!isContentHash(hash) || !name || name->contains('<') || !isNumber || bytes < 0) {
        m_isOdd = true;
        return;
    }
    // What only refers to a file of another store is never inside.
    const std::optional<QByteArray> store = elementOf(file, "repositoryid");
    const QByteArray number = store ? store->trimmed() : QByteArray();
    if (bytes == 0 || *name == "." || (!number.isEmpty() && number.front() >= '0' && number.front() <= '9'))
        return;
    const QByteArray key = QByteArray::fromHex(hash);
    if (m_named.contains(key))
        return;
    if (m_has.size() + m_named.size() >= MostOfNames)
        m_isOdd = true;
    else
        m_named.insert(key, {m_named.size(), m_named.size() < MostKeptNames ? shortened(*name) : hash});
}

void LaterInside::tellMissing(CopyWords &words) const
{
    words.level = ZipLevel::ReadThrough;
    if (words.files == false) {
        words.level = ZipLevel::Complete; // files.xml may name some all the same
        return;
    }
    if (!m_hasFiles)
        return;
    if (!endsWithTag(m_filesTail, "</files>")) {
        words.blame(ZipFault::CutXml, "files.xml");
        return;
    }
    static const QRegularExpression entry(QStringLiteral("<file\\b"));
    if (m_isOdd || entry.match(QString::fromLatin1(m_filesRest)).hasMatch()) // one that could not be read
        return;
    qint64 missing = 0;
    const Named *first = nullptr;
    for (auto named = m_named.cbegin(); named != m_named.cend(); ++named) {
        if (m_has.contains(named.key()))
            continue;
        ++missing;
        if (!first || named->number < first->number)
            first = &*named;
    }
    if (missing > 0 && missing == m_named.size() && !words.files)
        return;
    words.named = m_named.size();
    words.missing = missing;
    if (!first) {
        words.level = ZipLevel::Complete;
        return;
    }
    words.firstMissing = first->name;
    words.blame(ZipFault::MissingFiles, first->name);
    words.level = ZipLevel::ReadThrough;
}

} // namespace Nightkeep
