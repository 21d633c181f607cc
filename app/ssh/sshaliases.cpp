// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshaliases.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype MostConfigBytes = 1024 * 1024;
constexpr qsizetype MostAliases = 1000;
constexpr qsizetype MostIncluded = 64;

/// A line's words: apart by blanks, one with blanks in quotes; the first ends at "=" too.
QByteArrayList wordsOf(const QByteArray &line)
{
    QByteArrayList words;
    QByteArray word;
    bool isQuoted = false;
    const auto end = [&words, &word] {
        if (!word.isEmpty())
            words << word;
        word.clear();
    };
    for (const char letter : line) {
        const bool parts = letter == ' ' || letter == '\t' || letter == '\r' || letter == '\f';
        if (letter == '"')
            isQuoted = !isQuoted;
        else if (!isQuoted && (parts || (letter == '=' && words.isEmpty() && !word.isEmpty())))
            end();
        else if (isQuoted || letter != '=' || words.size() != 1 || !word.isEmpty())
            word += letter;
    }
    end();
    return words;
}

/// One that can be given to ssh as it is.
bool isPlainHost(const QByteArray &word)
{
    return word.size() <= 255 && !word.startsWith('-') && std::all_of(word.cbegin(), word.cend(), [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
                   || (letter >= '0' && letter <= '9') || letter == '.' || letter == '_' || letter == '-'
                   || letter == ':';
           });
}

QByteArray textOfConfig(const QString &fileName)
{
    QFile file(fileName);
    const bool isRead = QFileInfo(fileName).isFile() && file.open(QIODevice::ReadOnly); // never a pipe
    return isRead ? file.read(MostConfigBytes) : QByteArray();
}

/// The files that a name of an Include stands for: from the home folder, or beside the person's own file; its last part
/// may be a pattern.
QStringList filesOfInclude(const QByteArray &name, const QString &folder)
{
    QString path = QFile::decodeName(name);
    if (path.startsWith(QLatin1String("~/")))
        path = QDir::homePath() + path.mid(1);
    const QFileInfo whole(QDir(folder), path);
    QStringList files;
    const QDir place = whole.dir();
    for (const QString &entry : place.entryList({whole.fileName()}, QDir::Files, QDir::Name))
        files << place.filePath(entry);
    return files;
}

} // namespace

SshConfigNames readSshConfigNames(const QByteArray &text)
{
    SshConfigNames names;
    QSet<QString> seen;
    const QByteArray read = text.left(MostConfigBytes);
    for (const QByteArray &line : read.split('\n')) {
        if (line.trimmed().startsWith('#'))
            continue;
        const QByteArrayList words = wordsOf(line);
        const QByteArray keyword = words.isEmpty() ? QByteArray() : words.first().toLower();
        for (const QByteArray &word : words.mid(1)) {
            if (keyword == "include" && names.included.size() < MostIncluded)
                names.included << word;
            if (keyword != "host" || names.hosts.size() == MostAliases || !isPlainHost(word))
                continue;
            const QString host = QString::fromLatin1(word);
            if (!seen.contains(host))
                names.hosts << host;
            seen.insert(host);
        }
    }
    return names;
}

QStringList sshAliasesOf(const QString &configFile)
{
    const SshConfigNames own = readSshConfigNames(textOfConfig(configFile));
    QStringList hosts = own.hosts;
    qsizetype read = 0;
    for (const QByteArray &name : own.included) {
        for (const QString &file : filesOfInclude(name, QFileInfo(configFile).absolutePath())) {
            if (++read <= MostIncluded)
                hosts << readSshConfigNames(textOfConfig(file)).hosts;
        }
    }
    hosts.removeDuplicates();
    return hosts.mid(0, MostAliases);
}

QStringList sshAliases()
{
    return sshAliasesOf(QDir::homePath() + QStringLiteral("/.ssh/config"));
}

} // namespace Nightkeep
