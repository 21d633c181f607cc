// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A program that keeps a process, for a test to kill. Prints nothing; the kept process writes its
// process ids to the file that is the second argument.
#include "app/process/processkeeper.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    Nightkeep::ProcessKeeper keeper;
    const auto kept = keeper.start({arguments.at(1), {QStringLiteral("child"), arguments.at(2)}});
    kept->waitForEnd(std::chrono::minutes(5));
    return 0;
}
