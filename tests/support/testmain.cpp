// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"

#include "tests/support/ownmounts.h"

#include <QApplication>

#include <cstdio>
#include <cstring>

namespace Nightkeep {

namespace {

const TestEntry *&lastEntry()
{
    static const TestEntry *last = nullptr; // made on first use: entries register before main()
    return last;
}

} // namespace

TestEntry::TestEntry(const char *name, TestApplication application, std::unique_ptr<QObject> (*make)())
    : m_name(name)
    , m_application(application)
    , m_make(make)
    , m_next(std::exchange(lastEntry(), this))
{
}

int TestEntry::run(int argc, char **argv)
{
    const TestEntry *entry = lastEntry();
    while (entry && (argc < 2 || std::strcmp(entry->m_name, argv[1]) != 0))
        entry = entry->m_next;
    if (!entry) {
        std::fputs("The first argument names the test class; this program has:\n", stderr);
        for (entry = lastEntry(); entry; entry = entry->m_next)
            std::fprintf(stderr, "  %s\n", entry->m_name);
        return 2;
    }
    // Before any thread is there.
    const QString problem = entry->m_application == TestApplication::OwnMounts ? enterOwnMounts() : QString();
    if (!problem.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(problem));
        return 1;
    }
    std::swap(argv[0], argv[1]); // what is left for QtTest begins with the class's name
    ++argv;
    --argc;
    std::unique_ptr<QCoreApplication> application;
    if (entry->m_application == TestApplication::Window)
        application = std::make_unique<QApplication>(argc, argv);
    else
        application = std::make_unique<QCoreApplication>(argc, argv);
    return QTest::qExec(entry->m_make().get(), argc, argv);
}

} // namespace Nightkeep

int main(int argc, char **argv)
{
    return Nightkeep::TestEntry::run(argc, argv);
}
