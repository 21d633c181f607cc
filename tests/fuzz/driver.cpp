// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz.h"

#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QRandomGenerator>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <tuple>

namespace {

/// A seed that is not read lets the parser's first check be tried and nothing behind it.
bool everySeedIsRead()
{
    // What Qt says of broken input, of millions: not even the log is for that.
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext &, const QString &text) {
        if (type == QtFatalMsg)
            std::fprintf(stderr, "%s\n", qPrintable(text));
    });
    int number = 0;
    for (const QByteArray &seed : seeds()) {
        if (!fuzz(seed)) {
            std::fprintf(stderr, "Seed %d is not read by its parser, counted from 0: mend seeds().\n", number);
            return false;
        }
        ++number;
    }
    return number > 0;
}

} // namespace

#ifdef NIGHTKEEP_LIBFUZZER

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    std::ignore = fuzz(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    return 0;
}

/// Puts the seeds into the folders that libFuzzer is about to read.
extern "C" int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    if (!everySeedIsRead())
        std::exit(1);
    for (int i = 1; i < *count; ++i) {
        const QString folder = QFile::decodeName((*arguments)[i]);
        if (!QFileInfo(folder).isDir())
            continue;
        int number = 0;
        for (const QByteArray &seed : seeds()) {
            QFile file(folder + QStringLiteral("/seed-%1").arg(number++));
            if (!file.open(QIODevice::WriteOnly) || file.write(seed) != seed.size() || !file.flush()) {
                std::fprintf(stderr, "%s cannot be written.\n", qPrintable(file.fileName()));
                std::exit(1);
            }
        }
    }
    return 0;
}

#else

/// Without libFuzzer: the seeds, and the same few thousand changes of them each time.
int main()
{
    if (!everySeedIsRead())
        return 1;
    QRandomGenerator random(20081129);
    int runs = 0;
    for (const QByteArray &seed : seeds()) {
        for (int i = 0; i < 2000; ++i, ++runs) {
            QByteArray changed = seed;
            for (int change = random.bounded(1, 6); change > 0 && !changed.isEmpty(); --change) {
                const int at = random.bounded(int(changed.size()));
                const int length = random.bounded(1, 16);
                switch (random.bounded(4)) {
                case 0:
                    changed[at] = char(random.bounded(256));
                    break;
                case 1:
                    changed.remove(at, length);
                    break;
                case 2:
                    changed.insert(at, changed.mid(random.bounded(int(changed.size())), length));
                    break;
                default:
                    changed.insert(at, QByteArray(length, "\0\xff/.9-"[random.bounded(6)]));
                    break;
                }
            }
            std::ignore = fuzz(changed);
        }
    }
    std::printf("%d runs\n", runs);
    return 0;
}

#endif
