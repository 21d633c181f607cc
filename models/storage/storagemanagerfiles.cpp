// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/storagemanagerfiles.h"

#include <QSet>

namespace Nightkeep {

namespace {

struct Option
{
    QByteArray name; ///< in lower case
    QByteArray value;
};

QList<Option> optionsOf(const QByteArray &text)
{
    QList<Option> options;
    for (const QByteArray &line : text.split('\n')) {
        const QByteArray trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith('*'))
            continue;
        qsizetype end = 0;
        while (end < trimmed.size() && trimmed.at(end) != ' ' && trimmed.at(end) != '\t')
            ++end;
        options.append({trimmed.left(end).toLower(), trimmed.mid(end).trimmed()});
    }
    return options;
}

/// Whether a word stands for an option: from its shortest allowed form to the whole.
bool isOption(const Option &option, const QByteArray &whole, qsizetype shortest)
{
    return option.name.size() >= shortest && whole.startsWith(option.name);
}

bool isServerName(const Option &option)
{
    return isOption(option, "servername", 2);
}

QByteArray withoutQuotes(const QByteArray &value)
{
    const char quote = value.isEmpty() ? '\0' : value.front();
    if ((quote == '"' || quote == '\'') && value.size() > 1 && value.endsWith(quote))
        return value.mid(1, value.size() - 2);
    return value;
}

QByteArray serverInUse(const QList<Option> &optionFile, const QList<Option> &systemFile)
{
    for (const Option &option : optionFile) {
        if (isServerName(option))
            return option.value.toLower();
    }
    QByteArray first;
    for (const Option &option : systemFile) {
        if (isOption(option, "defaultserver", 8))
            return option.value.toLower();
        if (isServerName(option) && first.isEmpty())
            first = option.value.toLower();
    }
    return first;
}

/// `points`: the virtual mount points so far.
void take(ClientFiles &files, QSet<BytePath> &points, const Option &option)
{
    if (isOption(option, "domain", 3))
        files.domains.append(option.value);
    if (!isOption(option, "virtualmountpoint", 8))
        return;
    const Result<BytePath> folder = cleanFolder(withoutQuotes(option.value));
    if (!folder || points.contains(*folder))
        return;
    points.insert(*folder);
    files.virtualMountPoints.append(*folder);
}

} // namespace

ClientFiles readClientFiles(const QByteArray &optionFile, const QByteArray &systemFile)
{
    const QList<Option> own = optionsOf(optionFile);
    const QList<Option> system = optionsOf(systemFile);
    const QByteArray server = serverInUse(own, system);
    ClientFiles files;
    QSet<BytePath> points;
    for (const Option &option : own)
        take(files, points, option);
    bool inUse = true; // what stands before the first stanza is for all
    for (const Option &option : system) {
        if (isServerName(option))
            inUse = option.value.toLower() == server;
        else if (inUse)
            take(files, points, option);
    }
    return files;
}

} // namespace Nightkeep
