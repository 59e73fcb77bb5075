package org.hustings.server.law.planted.core.rule;

import de.siegmar.fastcsv.reader.CsvReader;

record ReadsCsv(CsvReader<?> reader) {}
