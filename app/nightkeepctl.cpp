// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/cli/cli.h"
#include "app/demo/demoestate.h"
#include "app/secrets/privatememory.h"
#include "app/ssh/askpass.h"
#include "app/wholefile.h"

#include <QCoreApplication>

using namespace Nightkeep;

int main(int argc, char **argv)
{
    forbidCores();
    if (isAskpassCall()) // ssh asks a question of a running Nightkeep
        return runAskpass(argc, argv);

    hideMemory(); // but not of an asker, whom the running Nightkeep looks at
    QCoreApplication program(argc, argv);
    nameProgram(QStringLiteral(NIGHTKEEP_VERSION));

    CliWorld world;
    world.version = QCoreApplication::applicationVersion();
    world.opener = [](const ReachOptions &reach, Prompter *prompter) -> std::unique_ptr<WorkspaceOpener> {
        ApplicationOptions options;
        options.sshConfig = reach.sshConfig;
        options.knownHosts = reach.knownHosts;
        options.prompter = prompter;
        options.attendance = prompter ? Attendance::Attended : Attendance::Background;
        options.passwords = {reach.passwordDescriptors, reach.passwordFiles, reach.optionFiles};
        return std::make_unique<Application>(options);
    };
    world.createDemo = [](WorkspaceOpener &opener, const DemoOrder &order) -> Result<QString> {
        const Result<void> made =
            createDemo({order.folder, order.servers, order.courses, order.seed, order.unasked, order.cases});
        if (!made)
            return fail(made.error());
        const Result<std::unique_ptr<Workspace>> workspace = opener.openDemo(order.folder);
        return workspace ? Result<QString>((*workspace)->info().location) : fail(workspace.error());
    };
    world.readFile = readWholeFile;
    world.writeFile = writeWholeFile;
    return runCli(QCoreApplication::arguments(), world);
}
