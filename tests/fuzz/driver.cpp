// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz.h"

#include <QRandomGenerator>

#include <cstddef>
#include <cstdint>
#include <cstdio>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    return 0;
}

#ifndef NIGHTKEEP_LIBFUZZER
/// Without libFuzzer: the seeds, and the same few thousand changes of them each time.
int main()
{
    QRandomGenerator random(20081129);
    int runs = 0;
    for (const QByteArray &seed : seeds()) {
        fuzz(seed);
        ++runs;
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
            fuzz(changed);
        }
    }
    std::printf("%d runs\n", runs);
    return runs > 2000 ? 0 : 1;
}
#endif
