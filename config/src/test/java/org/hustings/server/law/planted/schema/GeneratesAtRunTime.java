package org.hustings.server.law.planted.schema;

import org.jooq.codegen.GenerationTool;

record GeneratesAtRunTime(GenerationTool tool) {}
