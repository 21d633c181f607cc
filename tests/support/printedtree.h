// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QFile>
#include <QMap>

#include <cstdio>
#include <filesystem>
#include <sys/stat.h>

namespace Nightkeep {

/// Every path below a folder with its kind, mode, time and contents' hash. Names are bytes.
[[nodiscard]] inline QMap<QByteArray, QByteArray> printedTree(const QString &folder)
{
    QMap<QByteArray, QByteArray> tree;
    const std::filesystem::path top(QFile::encodeName(folder).toStdString());
    for (const auto &entry : std::filesystem::recursive_directory_iterator(top)) {
        const std::string path = entry.path().string();
        struct stat status = {};
        if (::lstat(path.c_str(), &status) != 0)
            continue;
        QByteArray line = QByteArray::number(status.st_mode, 8) + ' ' + QByteArray::number(qint64(status.st_mtime));
        if (S_ISREG(status.st_mode)) {
            std::FILE *file = std::fopen(path.c_str(), "rb");
            QByteArray contents(qsizetype(status.st_size), '\0');
            const size_t read = file ? std::fread(contents.data(), 1, size_t(contents.size()), file) : 0;
            if (file)
                std::fclose(file);
            contents.truncate(qsizetype(read));
            line += ' ' + QCryptographicHash::hash(contents, QCryptographicHash::Sha256).toHex();
        }
        tree.insert(QByteArray::fromStdString(std::filesystem::relative(entry.path(), top).string()), line);
    }
    return tree;
}

} // namespace Nightkeep
