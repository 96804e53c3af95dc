using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;

namespace DbaPS.SqlInvocation;

/// <summary>Generates a row class: a property a column, and a static method that fills them from typed cells without boxing.</summary>
internal static class RowClass
{
    private const MethodAttributes Accessor = MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName;

    private static readonly ConstructorInfo OriginalName = typeof(OriginalNameAttribute).GetConstructor([typeof(string)])!;
    private static readonly ConstructorInfo BaseConstructor = typeof(DbaRow).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, [])!;
    private static int _made;

    public static (Type Type, RowMaker Make) Build(string[] names, string[] originals, Type[] types)
    {
        // An assembly for each class: they are unloaded one by one.
        var name = string.Create(CultureInfo.InvariantCulture, $"DbaPS.Rows.Row{Interlocked.Increment(ref _made)}");
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(name), AssemblyBuilderAccess.RunAndCollect);
        var type = assembly.DefineDynamicModule("rows").DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed, typeof(DbaRow));
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, []);
        var construct = constructor.GetILGenerator();
        construct.Emit(OpCodes.Ldarg_0);
        construct.Emit(OpCodes.Call, BaseConstructor);
        construct.Emit(OpCodes.Ret);
        var fields = new FieldBuilder[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            fields[i] = type.DefineField(string.Create(CultureInfo.InvariantCulture, $"_{i}"), types[i], FieldAttributes.Private);
            DefineProperty(type, names[i], originals[i], fields[i]);
        }
        DefineMaker(type, constructor, fields);
        var made = type.CreateType();
        return (made, made.GetMethod("Make", BindingFlags.Static | BindingFlags.NonPublic)!.CreateDelegate<RowMaker>());
    }

    private static void DefineProperty(TypeBuilder type, string name, string original, FieldBuilder field)
    {
        var property = type.DefineProperty(name, PropertyAttributes.None, field.FieldType, null);
        property.SetCustomAttribute(new CustomAttributeBuilder(OriginalName, [original]));
        var getter = type.DefineMethod($"get_{name}", Accessor, field.FieldType, []);
        var get = getter.GetILGenerator();
        get.Emit(OpCodes.Ldarg_0);
        get.Emit(OpCodes.Ldfld, field);
        get.Emit(OpCodes.Ret);
        property.SetGetMethod(getter);
        var setter = type.DefineMethod($"set_{name}", Accessor, null, [field.FieldType]);
        var set = setter.GetILGenerator();
        set.Emit(OpCodes.Ldarg_0);
        set.Emit(OpCodes.Ldarg_1);
        set.Emit(OpCodes.Stfld, field);
        set.Emit(OpCodes.Ret);
        property.SetSetMethod(setter);
    }

    private static void DefineMaker(TypeBuilder type, ConstructorBuilder constructor, FieldBuilder[] fields)
    {
        var maker = type.DefineMethod("Make", MethodAttributes.Static | MethodAttributes.Assembly, typeof(int),
            [typeof(CellReader[]), typeof(DbDataReader), typeof(object).MakeByRefType()]);
        var make = maker.GetILGenerator();
        var row = make.DeclareLocal(type);
        make.Emit(OpCodes.Newobj, constructor);
        make.Emit(OpCodes.Stloc, row);
        for (var i = 0; i < fields.Length; i++)
        {
            var cell = typeof(CellReader<>).MakeGenericType(fields[i].FieldType);
            var next = make.DefineLabel();
            // if (!cells[i].TryRead(reader, out row._i)) { made = null; return i; }
            // No cast of the cell: a shape is only ever used with cells of the types it was made for.
            make.Emit(OpCodes.Ldarg_0);
            make.Emit(OpCodes.Ldc_I4, i);
            make.Emit(OpCodes.Ldelem_Ref);
            make.Emit(OpCodes.Ldarg_1);
            make.Emit(OpCodes.Ldloc, row);
            make.Emit(OpCodes.Ldflda, fields[i]);
            make.Emit(OpCodes.Callvirt, cell.GetMethod(nameof(CellReader<object>.TryRead))!);
            make.Emit(OpCodes.Brtrue, next);
            make.Emit(OpCodes.Ldarg_2);
            make.Emit(OpCodes.Ldnull);
            make.Emit(OpCodes.Stind_Ref);
            make.Emit(OpCodes.Ldc_I4, i);
            make.Emit(OpCodes.Ret);
            make.MarkLabel(next);
        }
        make.Emit(OpCodes.Ldarg_2);
        make.Emit(OpCodes.Ldloc, row);
        make.Emit(OpCodes.Stind_Ref);
        make.Emit(OpCodes.Ldc_I4_M1);
        make.Emit(OpCodes.Ret);
    }
}
